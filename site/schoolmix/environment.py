"""What an operator sets: one typed, documented field for each environment variable.

A variable that is missing or malformed is refused at start, with a sentence that names it.
"""

from pathlib import Path
from typing import Annotated

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from pydantic import (
    BaseModel,
    Field,
    HttpUrl,
    SecretStr,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]

CommaSeparated = Annotated[list[str], NoDecode]


class OidcProvider(BaseModel, extra="forbid"):
    """Another organisation where people sign in, by OpenID Connect."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{0,40}$")
    name: str = Field(min_length=1)
    server_url: HttpUrl
    client_id: str = Field(min_length=1)
    client_secret: SecretStr
    #: Whether an address that it calls verified opens the account with that address.
    trusted: bool = False

    @field_validator("server_url")
    @classmethod
    def is_reached_over_tls(cls, value: HttpUrl) -> HttpUrl:
        if value.scheme != "https" and value.host not in {"localhost", "127.0.0.1"}:
            raise ValueError("it must begin with https://")
        return value


class Environment(BaseSettings):
    """The environment of a running site. ``docs/configuration.md`` lists the same fields."""

    model_config = SettingsConfigDict(case_sensitive=True, env_ignore_empty=True, extra="ignore")

    SECRET_KEY: str = Field(
        min_length=50, description="Signs sessions and tokens; at least 50 random characters."
    )
    SECRET_KEY_FALLBACKS: CommaSeparated = Field(
        default=[], description="Earlier keys, comma separated, that are still accepted."
    )
    ALLOWED_HOSTS: CommaSeparated = Field(
        min_length=1, description="Host names that the site answers to, comma separated."
    )
    BASE_URL: HttpUrl = Field(description="Address of the site as visitors type it.")
    DATABASE_URL: str = Field(
        default=f"sqlite:///{ROOT / 'var' / 'schoolmix.sqlite3'}",
        description="PostgreSQL (postgres://user:password@host/name) or SQLite.",
    )
    ELASTICSEARCH_URL: CommaSeparated = Field(
        default=[],
        description="Nodes of a search cluster, comma separated; without it the database searches.",
    )
    ELASTICSEARCH_API_KEY: str = Field(
        default="", description="Key for the search cluster, as Elasticsearch encodes it."
    )
    ELASTICSEARCH_CA_CERTS: Path | None = Field(
        default=None, description="Certificate of who signed those of the search cluster."
    )
    ELASTICSEARCH_INDEX_PREFIX: str = Field(
        default="schoolmix-",
        pattern=r"^[a-z][a-z0-9-]{0,40}$",
        description="How the names of our indices begin, where several sites share a cluster.",
    )
    MEDIA_ROOT: Path = Field(
        default=ROOT / "var" / "media", description="Folder of uploaded images and documents."
    )
    STATIC_ROOT: Path = Field(
        default=ROOT / "var" / "static", description="Folder that collectstatic fills."
    )
    BEHIND_TLS_PROXY: bool = Field(
        default=True,
        description="Trust X-Forwarded-Proto and send visitors to https. Off only without TLS.",
    )
    HSTS_SECONDS: int = Field(
        default=31_536_000, ge=0, description="How long browsers must insist on https; 0 is off."
    )
    PROXY_COUNT: int = Field(
        default=1, ge=0, le=5, description="Proxies before the site, to find a visitor's address."
    )
    SECOND_FACTOR_REQUIRED: bool = Field(
        default=True,
        description="Ask moderators and administrators for a second factor. Off only without TLS.",
    )
    OIDC_PROVIDERS: Annotated[list[OidcProvider], NoDecode] = Field(
        default=[],
        description="Where people may sign in by OpenID Connect: a JSON list of objects.",
    )
    API_REQUESTS_PER_MINUTE: int = Field(
        default=120,
        ge=0,
        description="How often one address may ask the API something, in each process; 0: always.",
    )
    API_CONTACT_EMAIL: str = Field(
        default="",
        pattern=r"^(\S+@\S+)?$",
        description="Who answers questions about the API; without it nobody is named.",
    )
    EMAIL_HOST: str = Field(default="localhost", description="SMTP server for notifications.")
    EMAIL_PORT: int = Field(default=25, ge=1, le=65535, description="Port of the SMTP server.")
    EMAIL_HOST_USER: str = Field(default="", description="User name at the SMTP server.")
    EMAIL_HOST_PASSWORD: str = Field(default="", description="Password at the SMTP server.")
    EMAIL_USE_TLS: bool = Field(default=False, description="Use STARTTLS with the SMTP server.")
    DEFAULT_FROM_EMAIL: str = Field(
        default="", description="Sender of mail; otherwise noreply@ the first allowed host."
    )
    SECURITY_CONTACT: str = Field(
        description="Where to report a vulnerability: a mailto: or https: address, in security.txt.",
        pattern=r"^(mailto:\S+@\S+|https://\S+)$",
    )
    LOG_LEVEL: str = Field(
        default="INFO",
        pattern="^(DEBUG|INFO|WARNING|ERROR)$",
        description="Least important message that is logged.",
    )

    @field_validator("SECRET_KEY_FALLBACKS", "ALLOWED_HOSTS", "ELASTICSEARCH_URL", mode="before")
    @classmethod
    def split_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("SECOND_FACTOR_REQUIRED")
    @classmethod
    def is_off_on_a_developers_machine_only(cls, value: bool, info: ValidationInfo) -> bool:
        if not value and info.data.get("BEHIND_TLS_PROXY", True):
            raise ValueError("a site that is reached over TLS asks for a second factor")
        return value

    @field_validator("OIDC_PROVIDERS", mode="before")
    @classmethod
    def read_json(cls, value: object) -> object:
        providers = TypeAdapter(list[OidcProvider])
        return providers.validate_json(value) if isinstance(value, str) else value

    @field_validator("OIDC_PROVIDERS")
    @classmethod
    def have_names_of_their_own(cls, value: list[OidcProvider]) -> list[OidcProvider]:
        for names in ({each.id for each in value}, {each.client_id for each in value}):
            # allauth finds a provider by its client_id again, when a second factor came between.
            if len(names) < len(value):
                raise ValueError("two providers have the same id or client_id")
        return value

    @field_validator("DATABASE_URL")
    @classmethod
    def is_a_supported_database(cls, value: str) -> str:
        engine = dj_database_url.parse(value).get("ENGINE", "")
        if engine not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
            raise ValueError("it names neither PostgreSQL nor SQLite")
        return value


def read_environment() -> Environment:
    """Return the environment, checked.

    Raises
    ------
    ImproperlyConfigured
        One sentence for each variable that is missing or malformed.
    """
    try:
        return Environment()
    except ValidationError as error:
        raise ImproperlyConfigured(_explain(error)) from None


def _explain(error: ValidationError) -> str:
    sentences = []
    for fault in error.errors():
        name, *within = map(str, fault["loc"])
        where = f"{'.'.join(within)}: " if within else ""
        is_absent = fault["type"] == "missing" and not within
        what = "is not set" if is_absent else f"is not right: {where}{fault['msg']}"
        description = Environment.model_fields[name].description
        sentences.append(f"The environment variable {name} {what}. {description}")
    return "\n".join(sentences)
