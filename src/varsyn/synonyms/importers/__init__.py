"""Files that others made, as mentions: ClinVar, CIViC, LOVD, PubTator, plain tables."""
