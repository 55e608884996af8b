"""A report knows what was judged, and sends it nowhere."""

from __future__ import annotations

import copy
import pickle

import unionmodel as um


def test_a_report_knows_the_structure_and_the_packs_it_was_made_by() -> None:
    demo = um.demo()
    basis = um.check(demo, on=um.DEMO_DAY, proposed=False).basis
    assert basis is not None
    assert basis.structure is demo
    assert [pack.name for pack in basis.packs] == list(um.DEFAULT_PACKS)
    assert basis.proposed is False


def test_a_report_that_is_sent_elsewhere_is_the_same_without_the_data() -> None:
    report = um.check(um.demo(), on=um.DEMO_DAY)
    sent = pickle.loads(pickle.dumps(report))
    assert (sent.findings, sent.counts, sent.sha256, sent.basis) == (
        report.findings,
        report.counts,
        report.sha256,
        None,
    )
    assert copy.deepcopy(report).basis is report.basis


def test_a_kept_check_knows_the_structure_as_it_is_now() -> None:
    checker = um.Checker(um.demo(), on=um.DEMO_DAY)
    basis = checker.apply(um.change("unions", "if-rider", sponsor=None)).basis
    assert basis is not None
    assert basis.structure is checker.structure
