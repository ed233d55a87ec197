"""Run as a process of its own by `register`: make a training deployment of a size and show its register list.

`python -m benchmarks.listing SIZE` prints as JSON the queries and the milliseconds of the register, warm, and how many
bytes each page that shows the whole network has before it is packed.
"""

from __future__ import annotations

import json
import sys

from benchmarks import homes
from benchmarks.measuring import milliseconds

LIST = "network:relationships"
WHOLE = ("/", "/compass/", "/statistics/", "/network/", "/dossiers/")


def main(size: int) -> None:
    now = homes.begin()
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import NoReverseMatch, reverse

    try:
        address = reverse(LIST)
    except NoReverseMatch:
        print(json.dumps({"missing": "the register has no pages yet"}))
        return
    from youcheng.foundation.actors import Actor
    from youcheng.site import setting_up

    setting_up.prepare()
    for step in setting_up.steps(setting_up.Plan(training_size=size), actor=Actor.system("bench"), now=now):
        if step.title != "dossiers":
            step.run(lambda done, total: None)
    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model().objects.get(username="officer"))
    taken = milliseconds(lambda: client.get(address))
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, f"{address} answered {answer.status_code}"
    queries = len(captured)  # before another request empties the log
    bytes_of = {page: len(client.get(page).content) for page in WHOLE}
    print(json.dumps({"queries": queries, "milliseconds": taken, "bytes": bytes_of}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
