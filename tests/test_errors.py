"""One complaint is one line; an error holds all of them, in order, and tells the nearest valid thing."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.errors import LISTED, SHOWN, CaseError, Complaint, expected, listed, nearest, shown, visible

places = st.integers(0, 9)
complaints = st.builds(
    Complaint, st.text(max_size=3), places, places, st.text(max_size=3), st.text(min_size=1, max_size=3)
)


@pytest.mark.parametrize(
    ("complaint", "line"),
    [
        (Complaint("f.yaml", 3, 5, "a.b", "wrong; expected right"), "f.yaml:3:5: a.b: wrong; expected right"),
        (Complaint("f.yaml", 0, 0, "", "wrong"), "f.yaml: wrong"),
        (Complaint("", 0, 0, "a.b", "wrong"), "a.b: wrong"),
        (Complaint("", 0, 0, "", "wrong"), "wrong"),
        (Complaint("f.yaml", 3, 0, "", "wrong"), "f.yaml:3: wrong"),
    ],
)
def test_parts_that_are_empty_are_left_out(complaint, line):
    assert str(complaint) == line


@given(complaints)
def test_a_complaint_is_one_line_that_can_be_printed(complaint):
    assert str(complaint).isprintable()


@given(st.lists(complaints, min_size=1))
def test_an_error_holds_each_complaint_once_in_order_of_place(given_complaints):
    error = CaseError(given_complaints)
    assert set(error.complaints) == set(given_complaints)
    assert list(error.complaints) == sorted(error.complaints)
    assert len(set(error.complaints)) == len(error.complaints)
    assert str(error).splitlines() == [str(complaint) for complaint in error.complaints]


@given(st.lists(complaints, min_size=1))
def test_an_error_survives_pickling(given_complaints):
    error = CaseError(given_complaints)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is CaseError
    assert copy.complaints == error.complaints
    assert copy.args == error.args


def test_the_first_complaint_speaks_for_the_error():
    error = CaseError([Complaint("f", 9, 1, "late", "second"), Complaint("f", 2, 7, "early", "first")])
    assert (error.file, error.line, error.column, error.path, error.message) == ("f", 2, 7, "early", "first")


def test_lines_are_ordered_as_numbers():
    error = CaseError([Complaint("f", 10, 1, "", "b"), Complaint("f", 9, 1, "", "a")])
    assert [complaint.line for complaint in error.complaints] == [9, 10]


def test_an_error_without_complaints_is_a_mistake():
    with pytest.raises(ValueError, match="at least one"):
        CaseError([])


@given(st.text())
def test_visible_text_loses_nothing(text):
    assert visible(text).isprintable()
    if text.isprintable():
        assert visible(text) == text
    elif "\\" not in text and text.isascii():
        assert visible(text).encode().decode("unicode_escape") == text


@given(st.text("abc \n\u202e", min_size=SHOWN - 5, max_size=SHOWN + 5))
def test_shown_text_is_quoted_and_short(text):
    inside = shown(text)[1:-1]
    assert shown(text) == f"'{inside}'"
    if len(text) <= SHOWN:
        assert inside == visible(text)
    else:
        assert inside == visible(text[: SHOWN - 3]) + "..."


@pytest.mark.parametrize(
    ("word", "known", "match"),
    [
        ("majlys", ["senate", "majlis"], "majlis"),
        ("MAJLIS", ["senate", "majlis"], "majlis"),
        ("artcle", ["Article", "actor"], "Article"),
        ("xyz", ["senate", "majlis"], None),
        ("majlis", [], None),
        ("m" * 10**6, ["majlis"], None),
        ("ab" * 50, ["ba" * 50], None),  # too long for a slip
    ],
)
def test_nearest(word, known, match):
    assert nearest(word, known) == match


def test_a_long_list_is_cut_and_counted():
    known = [f"option{chr(97 + n)}" for n in range(LISTED + 3)]
    text = expected("zzz", known)
    assert text.endswith("and 3 more")
    assert text.count(",") == LISTED - 1
    assert listed(known[:LISTED]).count(",") == LISTED - 1
    assert "more" not in listed(known[:LISTED])


def test_nothing_known_is_said():
    assert expected("zzz", []) == "; expected nothing here"
