from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.models import User


class Command(BaseCommand):
    help = "Let somebody who lost telephone and recovery codes set up a second step anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account {options['username']!r}.")
        removed, _by_model = Authenticator.objects.filter(user=user).delete()
        self.stdout.write(f"Removed {removed}: {user.get_username()} sets up a new one.")
