"""A council of a department, its sessions, what it judges, as commands and events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.awards.adapters.rules import rule_book
from services.awards.domain.award_messages import (
    AwardGranted,
    AwardPresented,
    DecisionIssued,
    GrantAward,
    IssueDecision,
    PresentAward,
)
from services.awards.domain.council import ConstituteCouncil, CouncilConstituted, Member
from services.awards.domain.council import council as council_decider
from services.awards.domain.item import item as item_decider
from services.awards.domain.item_messages import (
    CastOpenVote,
    CloseVote,
    OpenItem,
    OpenVoteCast,
    OpenVoting,
    VoteClosed,
    VoteItemOpened,
    VoteOpened,
)
from services.awards.domain.life_messages import (
    CancelAward,
    CorrectAward,
    DeclineAward,
    RecoverFromAward,
)
from services.awards.domain.recusal_messages import (
    DeclareRecusal,
    DemandRecusal,
    RecusalDeclared,
    RecusalDemanded,
)
from services.awards.domain.rules import OpenVote
from services.awards.domain.selection_messages import (
    Candidate,
    ChooseModels,
    ModelsSelected,
    NotChosen,
    OpenSelection,
    SelectionOpened,
)
from services.awards.domain.session import session as session_decider
from services.awards.domain.session_messages import (
    AttendanceRecorded,
    ConveneSession,
    SessionConvened,
)
from shared.acts import Occurrence, PaperAct

RULES = rule_book()
MARCH = date(2021, 3, 26)
MAY = date(2021, 5, 20)
VOTE_RULE = "open-vote-department"
FIVE = ("an", "binh", "cuc", "dung", "giang")
VOTE_USE = RULES.version_of(OpenVote, VOTE_RULE, MARCH).use


def done(day: date = MARCH) -> Occurrence:
    return Occurrence(occurred_on=day, basis="simulated")


def on_paper(day: date = MARCH) -> Occurrence:
    paper = PaperAct(
        number="15/BB-HĐ",
        dated=day,
        received_on=day,
        scan_sha256="a" * 64,
        signatory="Thư ký Hội đồng",
        reason="Nhập từ biên bản giấy",
    )
    return Occurrence(occurred_on=day, basis="document", document=paper)


def seats(*names):
    return tuple(
        Member(member=name, position="member" if number else "chair") for number, name in enumerate(names)
    )


def constitute(**changes) -> ConstituteCouncil:
    command = ConstituteCouncil(
        council_id="c1",
        organisation_id="sct",
        name="Hội đồng Thi đua, khen thưởng Sở",
        members=seats(*FIVE),
        decision_number="21/QĐ-SCT",
        decided_on=date(2021, 1, 25),
        vote_rule=VOTE_RULE,
        occurrence=done(date(2021, 1, 25)),
        rules=RULES,
    )
    return replace(command, **changes)


def constituted(**changes) -> CouncilConstituted:
    (event,) = council_decider.decide(constitute(**changes), council_decider.initial)
    return event


def convene(**changes) -> ConveneSession:
    command = ConveneSession(
        session_id="s1",
        council_id="c1",
        held_on=MARCH,
        occurrence=done(),
        council=council_decider.fold([constituted()]),
    )
    return replace(command, **changes)


def convened(members=FIVE, **changes) -> SessionConvened:
    event = SessionConvened(
        act=done().act("session-s1"),
        session_id="s1",
        council_id="c1",
        organisation_id="sct",
        held_on=MARCH,
        members=tuple(members),
        vote_rule=VOTE_RULE,
    )
    return replace(event, **changes)


def attendance(present, case="session-s1") -> AttendanceRecorded:
    return AttendanceRecorded(act=done().act(case), session_id="s1", present=tuple(present))


def sitting(members=FIVE, present=FIVE[:4], **changes):
    """A session's state with *present* of *members*."""
    return session_decider.fold([convened(members, **changes), attendance(present)])


def candidate(model_id: str, unit_id: str = "p1") -> Candidate:
    return Candidate(
        model_id=model_id, unit_id=unit_id, kind="individual", subject_id=f"of-{model_id}", movement_id="mv"
    )


SEVEN = tuple(candidate(f"m{number}", f"p{number}") for number in range(1, 8))


def open_selection(**changes) -> OpenSelection:
    command = OpenSelection(
        plan_id="p1",
        organisation_id="sct",
        candidates=SEVEN,
        minimum=4,
        maximum=5,
        citation="Kế hoạch số 12/KH-SCT, mục IV.1",
        occurrence=done(),
    )
    return replace(command, **changes)


def selection_opened(**changes) -> SelectionOpened:
    event = SelectionOpened(
        act=done().act("plan-p1"),
        plan_id="p1",
        organisation_id="sct",
        candidates=SEVEN,
        minimum=4,
        maximum=5,
        citation="Kế hoạch số 12/KH-SCT, mục IV.1",
    )
    return replace(event, **changes)


def choose(count: int, **changes) -> ChooseModels:
    names = [each.model_id for each in SEVEN]
    command = ChooseModels(
        plan_id="p1",
        session_id="s1",
        chosen=tuple(names[:count]),
        not_chosen=tuple(NotChosen(model_id=name, reason="Cần bồi dưỡng thêm") for name in names[count:]),
        occurrence=done(),
        session=sitting(),
        rules=RULES,
    )
    return replace(command, **changes)


def selected(count: int = 4, **changes) -> ModelsSelected:
    command = choose(count)
    event = ModelsSelected(
        act=done().act("plan-p1"),
        plan_id="p1",
        session_id="s1",
        organisation_id="sct",
        chosen=command.chosen,
        not_chosen=command.not_chosen,
        chosen_units=tuple(each.unit_id for each in SEVEN[:count]),
        not_chosen_units=tuple(each.unit_id for each in SEVEN[count:]),
    )
    return replace(event, **changes)


ITEM = {
    "nomination_id": "n1",
    "council_id": "c1",
    "form": "giay_khen",
    "achievement_id": "tt1",
    "subject_kind": "individual",
    "subject_id": "ng1",
    "unit_id": "p1",
    "organisation_id": "sct",
}
NOMINATION = "nomination-n1"


def open_item(**changes) -> OpenItem:
    return replace(OpenItem(**ITEM, occurrence=done(MAY)), **changes)


def item_opened(**changes) -> VoteItemOpened:
    return replace(VoteItemOpened(**ITEM, act=done(MAY).act(NOMINATION)), **changes)


COUNCIL = council_decider.fold([constituted()])


def declare(caller: str, **changes) -> DeclareRecusal:
    command = DeclareRecusal(
        nomination_id="n1",
        reason="Vợ của người được đề nghị",
        by=f"user:{caller}",
        occurrence=done(MAY),
        council=COUNCIL,
    )
    return replace(command, **changes)


def declared(member: str, **changes) -> RecusalDeclared:
    event = RecusalDeclared(
        act=done(MAY).act(NOMINATION), nomination_id="n1", member=member, reason="Vợ của người được đề nghị"
    )
    return replace(event, **changes)


def demand(whom: str, **changes) -> DemandRecusal:
    command = DemandRecusal(
        nomination_id="n1",
        member=whom,
        reason="Người được đề nghị là cấp dưới trực tiếp",
        occurrence=done(MAY),
        council=COUNCIL,
    )
    return replace(command, **changes)


def demanded(member: str) -> RecusalDemanded:
    return RecusalDemanded(
        act=done(MAY).act(NOMINATION),
        nomination_id="n1",
        member=member,
        reason="Người được đề nghị là cấp dưới trực tiếp",
    )


def open_voting(**changes) -> OpenVoting:
    command = OpenVoting(
        nomination_id="n1", session_id="s1", occurrence=done(MAY), session=sitting(), rules=RULES
    )
    return replace(command, **changes)


def vote_opened(**changes) -> VoteOpened:
    event = VoteOpened(
        act=done(MAY).act(NOMINATION, [VOTE_USE]),
        nomination_id="n1",
        session_id="s1",
        members=FIVE,
        eligible=FIVE[:4],
        rule=VOTE_USE.rule,
        needed=3,
    )
    return replace(event, **changes)


def cast(caller: str, choice="for", **changes) -> CastOpenVote:
    command = CastOpenVote(
        nomination_id="n1", choice=choice, by=f"user:{caller}", occurrence=done(MAY), rules=RULES
    )
    return replace(command, **changes)


def was_cast(member: str, choice="for") -> OpenVoteCast:
    return OpenVoteCast(act=done(MAY).act(NOMINATION), nomination_id="n1", member=member, choice=choice)


def close(**changes) -> CloseVote:
    return replace(CloseVote(nomination_id="n1", occurrence=done(MAY)), **changes)


def vote_closed(passed: bool = True) -> VoteClosed:
    return VoteClosed(
        act=done(MAY).act(NOMINATION),
        nomination_id="n1",
        in_favour=4 if passed else 0,
        against=0,
        abstained=0,
        members=5,
        eligible=4,
        needed=3,
        passed=passed,
    )


def voted(passed: bool = True, **changes):
    """The item's state after the vote."""
    return item_decider.fold([item_opened(**changes), vote_opened(), vote_closed(passed)])


DECIDED = {
    "nomination_id": "n1",
    "form": "giay_khen",
    "number": "76/QĐ-SCT",
    "dated": date(2021, 5, 24),
    "signatory_role": "director",
}
SUBJECT = {
    "subject_kind": "individual",
    "subject_id": "ng1",
    "unit_id": "p1",
    "organisation_id": "sct",
    "achievement_id": "tt1",
}


def issue(**changes) -> IssueDecision:
    command = IssueDecision(
        **DECIDED,
        by="user:quang",
        occurrence=done(MAY),
        award_id="a1",
        item=voted(),
        rules=RULES,
        acting_role="director",
    )
    return replace(command, **changes)


def issued(**changes) -> DecisionIssued:
    event = DecisionIssued(
        act=done(MAY).act(NOMINATION), **DECIDED, **SUBJECT, award_id="a1", signatory="user:quang"
    )
    return replace(event, **changes)


def grant(**changes) -> GrantAward:
    return replace(GrantAward(nomination_id="n1", occurrence=done(MAY), rules=RULES), **changes)


def granted(**changes) -> AwardGranted:
    event = AwardGranted(
        act=done(MAY).act(NOMINATION),
        award_id="a1",
        nomination_id="n1",
        form="giay_khen",
        number="76/QĐ-SCT",
        dated=date(2021, 5, 24),
        **SUBJECT,
    )
    return replace(event, **changes)


def present(**changes) -> PresentAward:
    command = PresentAward(
        nomination_id="n1",
        presented_on=date(2021, 6, 1),
        place="Hội trường Sở",
        presenter_id="n-09",
        presenter_known=True,
        occurrence=done(MAY),
    )
    return replace(command, **changes)


def presented(**changes) -> AwardPresented:
    event = AwardPresented(
        act=done(MAY).act(NOMINATION),
        award_id="a1",
        nomination_id="n1",
        unit_id="p1",
        organisation_id="sct",
        presented_on=date(2021, 6, 1),
        place="Hội trường Sở",
        presenter_id="n-09",
    )
    return replace(event, **changes)


AUTUMN = date(2022, 9, 5)


def decline(**changes) -> DeclineAward:
    command = DeclineAward(
        nomination_id="n1",
        declined_on=date(2021, 5, 30),
        reason="Xin nhường cho tập thể",
        occurrence=done(date(2021, 5, 30)),
        rules=RULES,
    )
    return replace(command, **changes)


def correct(**changes) -> CorrectAward:
    command = CorrectAward(
        nomination_id="n1",
        document_number="12/CV-SCT",
        document_dated=date(2021, 6, 3),
        signatory_role="director",
        number="67/QĐ-SCT",
        reason="Số quyết định in sai",
        by="user:quang",
        occurrence=done(date(2021, 6, 3)),
        rules=RULES,
        acting_role="director",
    )
    return replace(command, **changes)


def cancel(**changes) -> CancelAward:
    command = CancelAward(
        nomination_id="n1",
        number="90/QĐ-SCT",
        dated=AUTUMN,
        signatory_role="director",
        cancelled_for="fraud",
        reason="Kê khai thành tích không đúng",
        by="user:quang",
        occurrence=done(AUTUMN),
        rules=RULES,
        acting_role="director",
    )
    return replace(command, **changes)


def recover(what="insignia", **changes) -> RecoverFromAward:
    command = RecoverFromAward(
        nomination_id="n1",
        what=what,
        recovered_on=date(2022, 9, 20),
        document_number="4/BB-SCT",
        occurrence=done(date(2022, 9, 20)),
        rules=RULES,
    )
    return replace(command, **changes)
