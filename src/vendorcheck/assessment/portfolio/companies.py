"""Companies that many products rest on, and the names by which answers call them."""

import re
from typing import Final, Literal, TypeAlias

Role: TypeAlias = Literal["host", "sub-processor", "model-provider"]
ROLES: Final[tuple[Role, ...]] = ("host", "sub-processor", "model-provider")

_HOSTS: Final = {
    "Amazon Web Services": "amazon web services|aws|amazonaws.com|aws.amazon.com",
    "Microsoft Azure": "microsoft azure|azure|azure.com|azurewebsites.net|windows.net",
    "Google Cloud": "google cloud|gcp|google cloud platform|cloud.google.com|googleapis.com",
    "Oracle Cloud": "oracle cloud|oraclecloud.com",
    "IBM Cloud": "ibm cloud|cloud.ibm.com",
    "Alibaba Cloud": "alibaba cloud|alibabacloud.com",
    "DigitalOcean": "digitalocean|digitalocean.com",
    "Hetzner": "hetzner|hetzner.com|hetzner.de",
    "OVHcloud": "ovh|ovhcloud|ovhcloud.com|ovh.net",
    "IONOS": "ionos|ionos.com|ionos.de",
    "Scaleway": "scaleway|scaleway.com",
    "Heroku": "heroku|heroku.com|herokuapp.com",
    "Vercel": "vercel|vercel.com",
    "Netlify": "netlify|netlify.com",
    "Equinix": "equinix|equinix.com",
}
_MODEL_PROVIDERS: Final = {
    "OpenAI": "openai|chatgpt|gpt-4|gpt-4o|gpt-5|openai.com",
    "Anthropic": "anthropic|claude|anthropic.com",
    "Google (Gemini)": "gemini|vertex ai",
    "Microsoft (Azure OpenAI)": "azure openai|azure ai foundry",
    "Amazon (Bedrock)": "bedrock|amazon bedrock",
    "Mistral AI": "mistral|mistral ai|mistral.ai",
    "Cohere": "cohere|cohere.com",
    "Aleph Alpha": "aleph alpha|aleph-alpha.com",
    "DeepL": "deepl|deepl.com",
    "Hugging Face": "hugging face|huggingface.co",
}
_SUB_PROCESSORS: Final = {
    "Cloudflare": "cloudflare|cloudflare.com",
    "Fastly": "fastly|fastly.com",
    "Akamai": "akamai|akamai.com",
    "Twilio": "twilio|sendgrid|twilio.com|sendgrid.com",
    "Mailgun": "mailgun|mailgun.com|sinch",
    "Postmark": "postmark|postmarkapp.com",
    "Zendesk": "zendesk|zendesk.com",
    "Intercom": "intercom|intercom.com|intercom.io",
    "Salesforce": "salesforce|salesforce.com",
    "HubSpot": "hubspot|hubspot.com",
    "Snowflake": "snowflake|snowflake.com",
    "Datadog": "datadog|datadoghq.com",
    "Sentry": "sentry|sentry.io",
    "Segment": "segment.com|segment.io",
    "Stripe": "stripe|stripe.com",
    "MongoDB": "mongodb|mongodb atlas|mongodb.com",
    "Slack": "slack|slack.com",
    "Okta": "okta|auth0|okta.com|auth0.com",
    "Atlassian": "atlassian|atlassian.com|atlassian.net",
}
_TABLE: Final[tuple[tuple[Role, dict[str, str]], ...]] = (
    ("model-provider", _MODEL_PROVIDERS),
    ("host", _HOSTS),
    ("sub-processor", _SUB_PROCESSORS),
)
_BY_NAME: Final[dict[str, tuple[Role, str]]] = {
    name: (role, company)
    for role, companies in _TABLE
    for company, names in companies.items()
    for name in names.split("|")
}
# The longest first: "azure openai" is not the host Azure.
_ANY_NAME: Final = re.compile(
    r"(?<![\w.-])(?:"
    + "|".join(re.escape(name) for name in sorted(_BY_NAME, key=len, reverse=True))
    + r")(?![\w-])",
    re.IGNORECASE,
)

# Up to four words after a denial, as far as no comma or other mark ends it; "not on AWS but on
# Azure" denies AWS only, and "not only on AWS", "never leaves AWS", "no training by OpenAI" deny
# none.
_DENIAL: Final = re.compile(
    r"\b(?:not|no|never)"
    r"(?:\s+(?!(?:but|and|only|just|solely|merely|outside|beyond|leav\w*|except|besides|apart|than"
    r"|other|others|train\w*|reten\w*|retain\w*)\b)\w[\w.:/@'’-]*(?<![.:])){1,4}",
    re.IGNORECASE,
)


def without_denials(text: str) -> str:
    """Return a text without what it says is not so: "not on AWS" names no host."""
    return _DENIAL.sub(" ", text)


def named_companies(text: str) -> dict[str, Role]:
    """Return the well-known companies that a text names, each with what it is known for."""
    found = (_BY_NAME[match.group().lower()] for match in _ANY_NAME.finditer(text))
    return {company: role for role, company in found}


def company_of_host(host: str) -> tuple[Role, str] | None:
    """Return the well-known company that a host belongs to; None if it is none of them."""
    labels = host.split(".")
    parents = (".".join(labels[first:]) for first in range(len(labels) - 1))
    return next((_BY_NAME[parent] for parent in parents if parent in _BY_NAME), None)
