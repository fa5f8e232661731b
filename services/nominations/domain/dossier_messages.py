"""All that is asked of a dossier beside its plain course, and all that happens to it there."""

from __future__ import annotations

from services.nominations.domain.consulting_messages import (
    AskOpinion,
    ClosePublication,
    GiveOpinion,
    NominationPublished,
    OpinionAsked,
    OpinionGiven,
    PublicationClosed,
    PublishNomination,
)
from services.nominations.domain.drafting_messages import (
    AskSupplement,
    DraftSaved,
    NominationWithdrawn,
    SaveDraft,
    SupplementAsked,
    WithdrawNomination,
)
from services.nominations.domain.forwarding_messages import (
    CouncilResultNoted,
    DeclineNomination,
    ExternalAnswered,
    ForwardUpward,
    NominationDeclined,
    NominationForwarded,
    NoteCouncilResult,
    ReceivedAtLevel,
    ReceiveForwarded,
    RecordExternalAnswer,
    ResultSentDown,
    ReturnDown,
    ReturnedDown,
)
from services.nominations.domain.holding_messages import (
    ConcludeObjection,
    HoldNomination,
    NominationHeld,
    NominationReleased,
    ObjectionConcluded,
    ObjectionReceived,
    ObjectionVerificationOpened,
    OpenVerification,
    ReceiveObjection,
    ReleaseNomination,
)

DossierEvent = (
    DraftSaved
    | NominationWithdrawn
    | SupplementAsked
    | NominationHeld
    | NominationReleased
    | ObjectionReceived
    | ObjectionVerificationOpened
    | ObjectionConcluded
    | OpinionAsked
    | OpinionGiven
    | NominationPublished
    | PublicationClosed
    | NominationForwarded
    | ReceivedAtLevel
    | ReturnedDown
    | ExternalAnswered
    | CouncilResultNoted
    | NominationDeclined
    | ResultSentDown
)

AtUnitCommand = SaveDraft | WithdrawNomination | AskSupplement
HoldCommand = HoldNomination | ReleaseNomination | ReceiveObjection | OpenVerification | ConcludeObjection
ConsultCommand = AskOpinion | GiveOpinion | PublishNomination | ClosePublication
UpwardCommand = (
    ForwardUpward
    | ReceiveForwarded
    | ReturnDown
    | RecordExternalAnswer
    | NoteCouncilResult
    | DeclineNomination
)
DossierCommand = AtUnitCommand | HoldCommand | ConsultCommand | UpwardCommand
