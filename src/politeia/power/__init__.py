"""Power: exact indices under any rule over classes of members, and the chance f(p) behind them."""
