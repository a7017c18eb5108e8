"""The content of a form for the vendor, whatever the format it is written in.

It is made of what a vendor may see and of nothing else: formats get no questionnaire, policy or
vendor file.
"""

from vendorcheck.exchange.forms.content.form import (
    FormOption as FormOption,
    FormQuestion as FormQuestion,
    FormQuestionnaire as FormQuestionnaire,
    FormSection as FormSection,
    VendorForm as VendorForm,
)
