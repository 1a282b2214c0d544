"""Charts of a card as <svg>: what leads, lags and is missing. Their numbers stand in tables.

Matplotlib and seaborn are loaded with this package, so it is imported only where a chart is drawn.
"""

from fzlib.presentation.charts.bars import totals_chart
from fzlib.presentation.charts.bullets import bullet_charts
from fzlib.presentation.charts.distribution import growth_distribution
from fzlib.presentation.charts.dumbbells import indicator_chart
from fzlib.presentation.charts.heatmap import growth_heatmaps
from fzlib.presentation.charts.pulls import pulls_chart
from fzlib.presentation.charts.trend import trend_chart

__all__ = [
    "bullet_charts",
    "growth_distribution",
    "growth_heatmaps",
    "indicator_chart",
    "pulls_chart",
    "totals_chart",
    "trend_chart",
]
