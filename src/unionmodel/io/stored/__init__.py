"""What is kept between two runs: baselines, journals, cases, campaigns, scenarios."""
