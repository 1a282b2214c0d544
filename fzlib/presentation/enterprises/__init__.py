"""The page 工业运行分析 and watchlist.xlsx, part by part."""
