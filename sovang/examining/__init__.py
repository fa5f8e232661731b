"""What `sovang doctor` looks at: a section per file, each giving findings."""
