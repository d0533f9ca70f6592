"""Text for terminals that know ASCII only."""

from tui.system.ascii_form import plain_text


def test_a_raised_mark_is_no_digit_of_the_number_before_it() -> None:
    assert plain_text("−¥3.1bn¹ ÷ 80,856²") == "-Y3.1bn  / 80,856 "
