"""The partners of occasions, and whether the sets of them differ: what the law on provider access turns on."""

from ibis.expr.types import BooleanValue, IntegerValue, Table

from chalkface.indicators.expressions.source import SCHOOL, source


def with_partners(rows: Table) -> Table:
    """``rows`` once per partner of their ``activity_id`` (once with nulls if it has none): its id, kind, approval."""
    link, partner = source("activity_partner"), source("partner")
    linked = rows.left_join(link, [link.activity_id == rows.activity_id, link.school_id == SCHOOL])
    met = linked.left_join(partner, [partner.id == link.partner_id, partner.school_id == SCHOOL])
    return met.select(
        *rows.columns,
        partner_id=link.partner_id,
        partner_kind=partner.kind,
        approved=partner.approved_technical.fill_null(False),
    )


def partner_set_counts(rows: Table) -> dict[str, IntegerValue]:
    """What ``sets_differ`` needs, from rows of one activity and one partner each."""
    return {
        "pairs": rows.count(),
        "occasions": rows.activity_id.nunique(),
        "partners": rows.partner_id.nunique(),
    }


def sets_differ(found: Table) -> BooleanValue:
    """Two or more occasions, not all with the same set of partners.

    All sets are the same exactly when each is the whole of their union, that is when pairs = occasions x partners. One
    occasion alone is always so, and so never differs.
    """
    return found.pairs < found.occasions * found.partners
