"""The doorbell in its AMQP form, for RabbitMQ; without eventlet."""

from shared.broker.amqp_bell import AmqpBell
from shared.broker.amqp_intake import AmqpDoorbell, AmqpIntake

__all__ = ["AmqpBell", "AmqpDoorbell", "AmqpIntake"]
