"""Which backups stay when a new one was made."""

from datetime import datetime, timedelta

from vaxdesk.rules.keeping import to_drop

NOW = datetime(2026, 11, 25, 17, 30)


def kept(backups):
    return sorted(set(backups) - set(to_drop({each: each for each in backups})), reverse=True)


def test_seven_days_five_weeks_and_twelve_months_stay():
    daily = [NOW - timedelta(days=nth) for nth in range(800)]
    left = kept(daily)
    assert left[:7] == daily[:7]
    assert len({each.isocalendar()[:2] for each in left}) >= 5
    assert len({(each.year, each.month) for each in left}) == 12
    assert len(left) <= 7 + 5 + 12


def test_of_one_day_the_newest_stays():
    assert kept([NOW, NOW - timedelta(hours=1), NOW - timedelta(hours=2)]) == [NOW]


def test_little_is_never_thinned_out():
    assert kept([NOW - timedelta(days=400), NOW]) == [NOW, NOW - timedelta(days=400)]
