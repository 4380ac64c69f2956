from itertools import chain
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from demo.accounts import load_accounts
from demo.examples import load_examples
from demo.loading import load_partners_and_cases
from demo.site_setup import set_up_site


class Command(BaseCommand):
    help = "Load the coalition's first partners and cases, and accounts to try the site. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        home = set_up_site()
        for line in chain(load_partners_and_cases(home), load_examples()):
            self.stdout.write(line)
        call_command("make_renditions", stdout=self.stdout)
        load_accounts(settings.ROOT / "var" / "demo-accounts.txt")
