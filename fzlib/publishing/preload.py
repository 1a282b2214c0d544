"""All that reports and their notebooks import: the fork server has it done before the first one.

numpy, pandas, matplotlib and seaborn come with our charts. Nothing that starts a thread (pyarrow,
polars), not duckdb, which only folders with enterprises need (its threads are those of an open
database), and not matplotlib's inline backend, which looks for a shell when it is imported.
"""
# ruff: noqa: F401 - imported for those who are forked

from __future__ import annotations

import gc
import sqlite3

import ipykernel.debugger
import ipykernel.inprocess.ipkernel
import IPython.core.completerlib
import IPython.core.oinspect
import IPython.extensions.storemagic
import xlsxwriter

import fzlib.presentation.charts
import fzlib.publishing.reports
from fzlib.presentation import annual, county, datacheck, findings, monthly, quarterly, targets
from fzlib.publishing import libraries, report

libraries.get_ready()
gc.collect()
gc.freeze()  # or each process would copy all of it only to look for garbage
