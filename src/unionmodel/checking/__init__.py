"""The engines that judge a structure by rules, and their answer."""
