"""What the files say: records that know their places, typed values, and the small markup of prose."""
