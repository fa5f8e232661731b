"""Commands at the desk, by HTTP and by RPC alike: counted by what became of them, and traced."""

from __future__ import annotations

from shared import metrics, tracing
from shared.crashing import reached
from shared.edge.desk import Call, Desk
from shared.endpoints import CommandEndpoint
from shared.own_desk import Done
from shared.problems import problem_of
from shared.requests import Payload

DONE = "done"


def commanded(desk: Desk, endpoint: CommandEndpoint, call: Call, payload: Payload) -> Done:
    """See Desk.command."""
    outcome = DONE
    about = {"sovang.service": desk.app.name, "sovang.correlation": call.correlation_id}
    try:
        with tracing.span(f"command {endpoint.name}", about=about):
            done = desk.command(endpoint, call, payload)
            reached("command answering")
            return done
    except Exception as error:
        outcome = problem_of(error).code
        raise
    finally:
        metrics.COMMANDS.labels(desk.app.name, endpoint.name, outcome).inc()
