"""Charts of a card. Their numbers stand in tables; a chart shows what leads, lags and is missing.

Matplotlib and seaborn are loaded with this package, so it is imported only where a chart is drawn.
"""

from fzlib.presentation.charts.bars import totals_chart
from fzlib.presentation.charts.dumbbells import indicator_chart
from fzlib.presentation.charts.svg import Chart
from fzlib.presentation.charts.trend import trend_chart

__all__ = ["Chart", "indicator_chart", "totals_chart", "trend_chart"]
