"""The commands about what each union does every year."""
