from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class PublicContact:
    """A contact person as visitors may see it."""

    name: str
    role: str
    email: str
    phone: str


class ContactDetails(models.Model):
    """A contact person, shown nowhere without a date of consent.

    Templates, the index and exports read :attr:`public_contact`, never the fields.
    """

    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_role = models.CharField(_("role"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    contact_consent_on = models.DateField(
        _("consented on"),
        null=True,
        blank=True,
        help_text=_(
            "The day on which this person agreed to be named here. Without it nobody sees these details."
        ),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.contact_consent_on and not self.contact_name:
            raise ValidationError(
                {"contact_name": _("Who gave consent? Fill in a name, or remove the date.")}
            )

    @property
    def public_contact(self) -> PublicContact | None:
        """The contact person, or None where no consent is recorded."""
        if not (self.contact_name and self.contact_consent_on):
            return None
        return PublicContact(
            name=self.contact_name,
            role=self.contact_role,
            email=self.contact_email,
            phone=self.contact_phone,
        )
