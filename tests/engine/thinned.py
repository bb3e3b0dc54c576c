"""What a recording with gaps has to have of the whole one."""

import numpy as np


def assert_kept_as_in(whole, some):
    """Each step that `some` kept has the keys of the same step of `whole`, and their numbers."""
    for t in some.kept.tolist():
        assert some[t].keys == whole[t].keys
        for key in whole[t].keys:
            np.testing.assert_array_equal(some[t][key], whole[t][key], err_msg=key)
