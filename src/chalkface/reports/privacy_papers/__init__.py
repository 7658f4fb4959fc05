"""What a school tells people about their data, written from the register: notices at three reading ages, the draft of the
impact assessment, the record of processing, the map of data."""
