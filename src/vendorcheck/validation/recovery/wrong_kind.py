"""Recognize a file whose keys are those of another kind than its first key says."""

from collections.abc import Mapping

from vendorcheck.document.problems import Remark
from vendorcheck.model.answers_file import ANSWERS_KIND, AnswersFile
from vendorcheck.model.crosswalk import CROSSWALK_KIND, Crosswalk
from vendorcheck.model.fields import Model
from vendorcheck.model.findings_file import FINDINGS_KIND, FindingsFile
from vendorcheck.model.policy import POLICY_KIND, Policy
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND, Questionnaire
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND, VendorFile

_MODELS_BY_KIND: Mapping[str, type[Model]] = {
    QUESTIONNAIRE_KIND: Questionnaire,
    POLICY_KIND: Policy,
    VENDOR_FILE_KIND: VendorFile,
    ANSWERS_KIND: AnswersFile,
    CROSSWALK_KIND: Crosswalk,
    FINDINGS_KIND: FindingsFile,
}
_KIND_NAMES = {
    QUESTIONNAIRE_KIND: "a questionnaire",
    POLICY_KIND: "a policy",
    VENDOR_FILE_KIND: "a vendor file",
    ANSWERS_KIND: "an answers file",
    CROSSWALK_KIND: "a crosswalk",
    FINDINGS_KIND: "a findings file",
}


def wrong_kind_remark(data: Mapping[str, object], model: type[Model]) -> Remark | None:
    """Return a remark if the keys of a file are those of another kind than its first key says.

    The first key may have been copied from elsewhere.
    """
    keys, own_keys = data.keys() - {"vendorcheck"}, model.model_fields.keys()
    shared_key_counts = {
        kind: len(keys & other_keys)
        for kind, other_keys in (
            (kind, other_model.model_fields.keys()) for kind, other_model in _MODELS_BY_KIND.items()
        )
        if keys & (other_keys - own_keys)
        and not keys & (own_keys - other_keys)
        and 2 * len(keys & other_keys) > len(keys)
    }
    likely_kinds = [
        kind
        for kind, count in shared_key_counts.items()
        if count == max(shared_key_counts.values())
    ]
    if len(likely_kinds) != 1:
        return None
    hint = f"write vendorcheck: {likely_kinds[0]}"
    return Remark(
        ("vendorcheck",), "unknown-kind", f"this looks like {_KIND_NAMES[likely_kinds[0]]}", hint
    )
