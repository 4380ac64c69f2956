import json
from urllib.request import urlopen

API = "https://schoolmix.example/api/v1"

question = "outcome=leerprestaties&effect=yes&collection=examples"
address = f"{API}/findings?{question}&limit=100"
findings = []
while address:
    with urlopen(address) as answer:
        part = json.load(answer)
    findings += part["items"]
    address = part["next"]

for finding in findings:
    print(finding["study"]["title"], finding["effect"], finding["standardError"])
