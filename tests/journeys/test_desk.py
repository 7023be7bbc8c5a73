"""The shortest journey: sign in, and the desk is there."""


def test_a_facilitator_signs_in_and_sees_the_desk(person):
    facilitator = person("facilitator@khovd.example")
    facilitator.open("/khovd/desk/")
    assert facilitator.page.locator("h1").count() == 1
    assert facilitator.faults == []
