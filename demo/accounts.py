"""Accounts to try the platform with; their passwords are made on first use and kept on this machine."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import Group

from core.models import User
from demo.site_setup import MODERATORS, RESEARCHERS
from partners.models import PartnerPage


@dataclass(frozen=True)
class Account:
    username: str
    role: str
    group: Group


def load_accounts(path: Path) -> None:
    """Make the accounts that don't exist yet, and write them with their passwords to ``path``.

    Parameters
    ----------
    path : a file that only its owner can read; it is not part of the project
    """
    lines = []
    for account in _accounts():
        if User.objects.filter(username=account.username).exists():
            continue
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(
            account.username,
            email=f"{account.username}@schoolmix.example",
            password=password,
            first_name=account.role,
        )
        user.groups.add(account.group)
        lines.append(f"{account.username:<22} {password:<14} {account.role}\n")
    if lines:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(lines)
        path.chmod(0o600)


def _accounts() -> list[Account]:
    croostwijk = PartnerPage.objects.get(slug="ouderinitiatief-croostwijk")
    amsterdam = PartnerPage.objects.get(slug="gemeente-amsterdam")
    return [
        Account("moderator", "Moderator", Group.objects.get(name=MODERATORS)),
        Account("auteur-croostwijk", f"Auteur {croostwijk.title}", croostwijk.workspace.authors),
        Account("auteur-amsterdam", f"Auteur {amsterdam.title}", amsterdam.workspace.authors),
        Account("onderzoeker", "Onderzoeker", Group.objects.get(name=RESEARCHERS)),
    ]
