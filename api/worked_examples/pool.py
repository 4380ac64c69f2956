import json
from urllib.request import urlopen

API = "https://schoolmix.example/api/v1"

question = "outcome=leerprestaties&collection=examples"
with urlopen(f"{API}/pool?{question}") as answer:
    together = json.load(answer)

if together["refusal"]:
    print("Not pooled:", together["refusal"]["text"])
else:
    pooled = together["pooled"]
    print(pooled["studies"], "studies:", round(pooled["estimate"], 2))
    print("95% interval:", round(pooled["ciLow"], 2), "to", round(pooled["ciHigh"], 2))
