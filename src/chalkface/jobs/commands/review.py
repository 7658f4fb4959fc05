"""``chalkface review``: the review as it stands, statement by statement."""

import argparse
import json

from chalkface.core.disclosure import Count
from chalkface.core.words import day_words
from chalkface.core.years import year_label
from chalkface.frameworks.model import LEVEL_WORDS
from chalkface.jobs.at_school import given_day, operator_at
from chalkface.queries.figures import leaving_year_in_review
from chalkface.queries.reviews import ReviewShown, review_as_it_stands, review_json

COMMAND = "review"
HELP = "Where the school stands against a framework on a day."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--school", required=True, metavar="SLUG")
    parser.add_argument("--framework", required=True, metavar="CODE", help="such as gatsby-2025")
    parser.add_argument("--on", metavar="DATE", help="the day (today unless given)")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> None:
    access = operator_at(args.school, given_day(args.on))
    if args.json:
        print(json.dumps(review_json(access, framework=args.framework, on=access.on)))
    else:
        print(_in_words(review_as_it_stands(access, framework=args.framework, on=access.on)))


def _in_words(review: ReviewShown) -> str:
    lines = [
        f"{review.framework.title}, {review.framework.edition}, on {day_words(review.on)}.",
        f"Destinations are those of the leavers of {year_label(leaving_year_in_review(review.on))}.",
        f"{review.benchmarks_met} of {review.benchmarks_total} benchmarks met; "
        f"{review.statements_met} of {review.statements_total} statements met; students reached {review.coverage} times.",
    ]
    for benchmark in review.benchmarks:
        lines.append(f"\n{benchmark.code}. {benchmark.title}: {'met' if benchmark.met_strictly else 'not met'}")
        for one in benchmark.statements:
            count = f"  {one.count}" if isinstance(one.count, Count) else ""
            lines.append(f"  {one.code:<5} {LEVEL_WORDS[one.level]:<15}{count}")
    return "\n".join(lines)
