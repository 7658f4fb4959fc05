"""What an inspector may ask, answered from the live records: never a form that is made for anybody."""
