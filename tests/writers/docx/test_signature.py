"""署名 and 成文日期 by GB/T 9704 7.3.5.1 and 7.3.5.2."""

from __future__ import annotations

import pytest

from disclosure_report.typeset.profile import load_profile
from disclosure_report.writers.docx.signature import date_right, signature_right
from disclosure_report.writers.wording import width

PROFILE = load_profile()
DAY = "2025年1月20日"
AGENCIES = ["示例局", "示例市教育局", "示例市教育体育局", "示例市文化广电和旅游局", "示例市住房和城乡建设委员会办公室"]


@pytest.mark.parametrize("agency", AGENCIES)
def test_sealed_the_agency_is_centred_on_the_date(agency):
    assert date_right(agency, DAY, True, PROFILE) == 4
    middle_of_date = 4 + width(DAY) / 2
    right = signature_right(agency, DAY, True, PROFILE)
    assert right == 0 or right + width(agency) / 2 == middle_of_date


@pytest.mark.parametrize("agency", AGENCIES)
def test_unsealed_the_date_starts_two_characters_right_of_the_agency(agency):
    agency_start = signature_right(agency, DAY, False, PROFILE) + width(agency)
    date_start = date_right(agency, DAY, False, PROFILE) + width(DAY)
    assert agency_start - date_start == 2
    assert min(signature_right(agency, DAY, False, PROFILE), 2) == 2


@pytest.mark.parametrize("sealed", [True, False])
def test_a_name_longer_than_a_line_leaves_the_date_at_its_place(sealed):
    agency = "示例" * 30
    assert 0 <= signature_right(agency, DAY, sealed, PROFILE) <= 2
    assert date_right(agency, DAY, sealed, PROFILE) == (4 if sealed else 2)
