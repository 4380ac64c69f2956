"""What no description can say, for Schemathesis, which reads this file (test_schemathesis.py)."""

from typing import Any

import schemathesis

#: The failure that a request is refused though it fits the description.
REFUSED_THOUGH_DESCRIBED = "ST202"
#: A cursor must be signed, ``until`` not lie before ``from``, and ``q`` have twelve words at most.
BEYOND_DESCRIPTION = {"cursor", "until", "q"}


@schemathesis.hook
def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Keep all failures, but for refusals on these grounds alone."""
    if failure.code != REFUSED_THOUGH_DESCRIBED:
        return True
    named = {error["name"] for error in response.json().get("errors", ())}
    return not (named and named <= BEYOND_DESCRIPTION)
