"""Bars of the severity of needs."""

from types import SimpleNamespace

from rules.chart import bar_width, bars


def test_the_gravest_need_fills_the_width():
    assert [bar_width(mark) for mark in "12345"] == [20, 40, 60, 80, 100]


def test_no_mark_is_no_bar():
    assert bar_width(None) == bar_width(False) == bar_width("") == 0
    assert bars(SimpleNamespace(before=False, after=False, later=False)) == []


def test_moments_stand_in_their_order():
    line = SimpleNamespace(before="4", after=False, later="1")
    assert bars(line) == [("before", "4", 80), ("later", "1", 20)]
