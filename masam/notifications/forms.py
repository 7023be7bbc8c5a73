"""The form of the unsubscribe page."""

from django import forms


class StopForm(forms.Form):
    """Nothing to fill in: the link says who and what."""
