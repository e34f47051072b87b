"""Labels a list over LeadScout's HTTP API, with Python's standard library alone.

usage: python3 label_list.py LIST QUESTION RESULT [SERVER]

The key, where the server wants one, comes from LEADSCOUT_KEY. Exit code 0: labelled and certified. 3: the spending limit stopped it.
4: the LLM could not be reached. 1: anything else.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

EXIT_CODES = {"done": 0, "out-of-money": 3, "teacher-unavailable": 4}
MOST_DOLLARS = 5


def call(server, method, path, body=None, content_type="application/json", headers=None):
    request = urllib.request.Request(f"{server}/api/v1{path}", data=body, method=method, headers={"Content-Type": content_type, **(headers or {})})
    if "LEADSCOUT_KEY" in os.environ:
        request.add_header("Authorization", f"Bearer {os.environ['LEADSCOUT_KEY']}")
    with urllib.request.urlopen(request, timeout=120) as response:
        return response.read()


def label(path, question, result, server):
    name = urllib.parse.quote(os.path.basename(path))
    with open(path, "rb") as file:
        uploaded = json.loads(call(server, "POST", f"/lists?name={name}", file.read(), "application/octet-stream"))
    wanted = {"list": uploaded["id"], "question": question, "maxCostUsd": MOST_DOLLARS}
    # The same key for the same wish: sent twice, it is done once.
    job = json.loads(call(server, "POST", "/jobs", json.dumps(wanted).encode(), headers={"Idempotency-Key": f"{uploaded['id']}-{question}"}))
    while job["status"] in ("waiting", "working", "pausing"):
        time.sleep(1)
        job = json.loads(call(server, "GET", f"/jobs/{job['job']}"))
    print(f"{job['status']}: {job['report']['askedTexts']} texts asked for {job['report']['rows']} rows")
    if job["status"] in EXIT_CODES:
        with open(result, "wb") as file:
            file.write(call(server, "GET", f"/jobs/{job['job']}/result"))
    return EXIT_CODES.get(job["status"], 1)


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    try:
        sys.exit(label(*sys.argv[1:4], sys.argv[4] if len(sys.argv) == 5 else "http://127.0.0.1:5080"))
    except urllib.error.HTTPError as error:
        sys.exit(f"The server says {error.code}: {error.read().decode()}")
    except OSError as error:
        sys.exit(f"The server or a file can't be reached: {error}")
