import json
from urllib.error import HTTPError
from urllib.request import urlopen

API = "https://schoolmix.example/api/v1"

try:
    with urlopen(f"{API}/cases?sector=po&type=vriendschapsschool") as answer:
        for case in json.load(answer)["items"]:
            print(case["title"], case["conclusion"], case["permalink"])
except HTTPError as refusal:
    print(json.load(refusal)["detail"])
