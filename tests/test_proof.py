"""docs/proof.md says what the tests say: the same claims, their counts, and enough of them."""

from __future__ import annotations

import ast

import pytest

from tests.proof import CLAIMS, PAGE, ROOT, counts, noted, proved, with_counts

PAGE_TEXT = PAGE.read_text(encoding="utf-8")


def claims_in(path):
    """The names of the claims that a test file says it has proved, each a plain string."""
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if is_proved(node))
    return {ast.literal_eval(call.args[0]) for call in calls}


def is_proved(node):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "proved"


def test_every_row_of_the_document_is_a_claim_and_every_claim_a_row():
    assert list(counts(PAGE_TEXT)) == [claim.name for claim in CLAIMS]
    assert with_counts(PAGE_TEXT, {}) == PAGE_TEXT, "make it anew by `make proof`"


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_a_claim_is_tried_where_the_document_says(claim):
    for name in claim.test.split(", "):
        assert claim.name in claims_in(ROOT / "tests" / name), name


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_a_claim_was_tried_often_enough(claim):
    assert counts(PAGE_TEXT)[claim.name][0] >= claim.least


def test_no_other_claim_can_be_noted():
    with pytest.raises(ValueError, match="not among the claims"):
        proved("that all is well", 1)


def test_counts_add_up_and_reach_the_document(tmp_path, monkeypatch):
    first = CLAIMS[0].name
    monkeypatch.setenv("TRAINREEL_PROOF", str(tmp_path / "notes"))
    proved(first, 1_200, "worst 2e-15")
    proved(first, 34, "worst 7e-16")
    tried = noted((tmp_path / "notes").read_text(encoding="utf-8"))
    assert tried == {first: (1_234, "worst 2e-15")}
    page = with_counts(PAGE_TEXT, tried)
    assert counts(page)[first] == (1_234, "worst 2e-15")
    assert {name: count for name, count in counts(page).items() if name != first} == {
        name: count for name, count in counts(PAGE_TEXT).items() if name != first
    }
