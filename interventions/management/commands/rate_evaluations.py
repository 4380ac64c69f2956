from typing import Any

from django.core.management.base import BaseCommand

from interventions.models import EvaluationPage
from interventions.rerating import rate_again


class Command(BaseCommand):
    help = "Compute the effects and ratings of all evaluations again, by the rules of this version."

    def handle(self, *args: Any, **options: Any) -> None:
        count = rate_again(EvaluationPage.objects.all())
        self.stdout.write(f"{count} evaluations rated")
