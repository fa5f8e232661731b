"""A grant reaches what lies below its organisation, as far as the service that is asked knows."""

from __future__ import annotations

from shared.access import Caller, Grant
from shared.asking import reach
from shared.lineage import FLAT, REMEMBERED_SECONDS, Reach, Tree
from shared.lineage_rows import children_in, over_in

PARENTS = {"so": "tinh", "phong": "so", "to": "phong", "so-2": "tinh", "phong-2": "so-2"}


def children_of(organisations):
    return [name for name, parent in PARENTS.items() if parent in set(organisations)]


def over_of(organisation):
    return [PARENTS[organisation]] if organisation in PARENTS else []


TREE = Tree(over_of, children_of)


def test_what_lies_above_is_told_from_the_nearest_on():
    assert TREE.above("to") == ("phong", "so", "tinh")
    assert TREE.above("tinh") == TREE.above("khong-co") == ()


def test_what_lies_below_is_told_with_what_it_lies_below():
    assert TREE.below(["so"]) == {"so", "phong", "to"}
    assert TREE.below(["so", "so-2"]) == {"so", "phong", "to", "so-2", "phong-2"}
    assert TREE.below(["khong-co"]) == {"khong-co"}
    assert TREE.below([]) == frozenset()


def test_a_ring_has_an_end():
    ring = Tree({"a": ["b"], "b": ["a"]}.get, lambda some: [{"a": "b", "b": "a"}[one] for one in some])
    assert ring.above("a") == ("b",)
    assert ring.below(["a"]) == {"a", "b"}


def test_what_lies_over_an_organisation_is_believed_for_seconds_and_what_is_unknown_is_asked_for_again():
    known, asked, now = {}, [], [0.0]

    def over(organisation):
        asked.append(organisation)
        return known.get(organisation, ())

    tree = Tree(over, lambda _some: [], clock=lambda: now[0])
    assert tree.above("phong") == ()
    known["phong"] = ["so"]
    assert tree.above("phong") == tree.above("phong") == ("so",)
    assert asked.count("phong") == 2
    known["phong"] = ["so-2"]
    now[0] = REMEMBERED_SECONDS - 0.1
    assert tree.above("phong") == ("so",)
    now[0] = REMEMBERED_SECONDS
    assert tree.above("phong") == ("so-2",)


def test_over_a_dissolved_organisation_lie_its_successors_too_the_nearest_first_and_each_once():
    over = {"phong": ["so"], "so": ["tinh", "so-moi"], "so-moi": ["tinh-moi"], "tinh": ["tinh-moi"]}
    tree = Tree(lambda one: over.get(one, ()), lambda _some: [])
    assert tree.above("phong") == ("so", "tinh", "so-moi", "tinh-moi")
    assert "phong" in Reach(frozenset({"so-moi"}), tree)
    assert "so-moi" not in Reach(frozenset({"so"}), tree)


def test_nothing_lies_below_anything_where_nothing_is_known():
    assert FLAT.above("phong") == ()
    assert FLAT.below(["so"]) == {"so"}


def test_a_reach_holds_its_scopes_and_all_below_and_nothing_above_or_beside():
    reached = Reach(frozenset({"so"}), TREE)
    assert set(reached) == {"so", "phong", "to"}
    assert len(reached) == 3
    for organisation in PARENTS:
        assert (organisation in reached) == (organisation in {"so", "phong", "to"})
    assert "tinh" not in reached
    assert 7 not in reached
    assert reached.isdisjoint(["tinh", "phong-2"])
    assert not reached.isdisjoint(["tinh", "to"])
    assert "so" not in Reach(frozenset(), TREE)
    assert reached | {"khac"} == {"so", "phong", "to", "khac"}


def test_grants_reach_below_through_the_lineage_of_who_is_asked():
    permissions = {"case.read": frozenset({"office"})}
    caller = Caller(actor="user:x", name="X", grants=(Grant("office", "so"),), lineage=TREE)
    assert reach(caller, "case.read", permissions) == {"so", "phong", "to"}


class Rows:
    """A read model."""

    def get(self, key):
        row = {"organisation_id": key, "parent_id": PARENTS.get(key)}
        return {"cu": {**row, "successors": ["moi", "moi-2"]}, "to": row, "tinh": row}.get(key)

    def keys(self, where):
        ((field, wanted),) = where.items()
        if field == "parent_id":
            return children_of(wanted["$in"])
        return ["cu"] if "so" in wanted["$in"] else []


def test_a_read_model_tells_the_same():
    assert over_in(Rows(), "to") == ("phong",)
    assert over_in(Rows(), "cu") == ("moi", "moi-2")
    assert over_in(Rows(), "tinh") == over_in(Rows(), "khong-co") == ()
    assert list(children_in(Rows(), ["tinh", "so"])) == ["so", "phong", "so-2", "cu"]
    assert list(children_in(Rows(), ["tinh"])) == ["so", "so-2"]


def test_what_lies_below_is_believed_for_a_moment():
    now, asked = [0.0], []

    def children(some):
        asked.append(list(some))
        return children_of(some)

    tree = Tree(lambda _: (), children, clock=lambda: now[0])
    first = tree.below(["so"])
    count = len(asked)
    assert tree.below(["so"]) == first
    assert len(asked) == count
    now[0] = REMEMBERED_SECONDS
    assert tree.below(["so"]) == first
    assert len(asked) == 2 * count
