"""Invented names: everyday forenames with surnames put together from two halves, so that they are nobody's."""

import random

FORENAMES = {
    "F": """Ada Aisha Alma Amara Anya Bea Bethan Billie Carys Celia Daisy Dalia Edie Elif Eliza Esme Farah Fern Freya Gaia
    Greta Hana Harriet Hope Ines Iris Isla Ivy Jaya Jess Kezia Kiran Laila Leoni Lottie Lucy Maeve Marnie Maryam Mina Nadia
    Nell Nia Olive Oona Orla Pearl Perrin Pia Poppy Priya Quinn Rania Romy Rosa Ruby Safiya Sana Seren Sofia Tamsin Tess
    Thea Uma Vera Willa Yara Yusra Zadie Zoya""".split(),
    "M": """Aaron Abel Adil Alfie Amir Arlo Asa Ayaan Bram Caleb Callum Cass Dara Dev Dexter Eddie Eli Emre Ewan Felix Finn
    Gabe George Hamza Harvey Hugo Ibrahim Idris Ivor Jago Jamal Jonah Jude Kai Kofi Kit Laith Leo Louis Luca Mateo Max Milo
    Nate Nikhil Noah Omar Oscar Otis Owen Percy Rafi Ravi Reuben Rhys Rory Sami Saul Seb Silas Sol Tariq Ted Theo Toby Umar
    Vik Wilf Yusuf Zac Zain""".split(),
}
FIRST_HALVES = """Apple Bracken Bramble Candle Copper Cobble Drift Ember Feather Fern Gorse Hazel Heather Kettle Lantern
Larks Linnet Maple Marsh Meadow Mossy Nettle Otter Pebble Plover Quill Ripple Rowan Rush Saddle Sorrel Sparrow Tansy
Thimble Thistle Timber Wicker Willow Wren Yarrow""".split()
SECOND_HALVES = """beck brough by combe dale fold ford gate hurst lock low mead mere moor rigg shaw stow thorpe wade wick
wold worth""".split()


def surname(rng: random.Random) -> str:
    """A surname of two halves, such as Thistlewick."""
    return rng.choice(FIRST_HALVES) + rng.choice(SECOND_HALVES)


def forename(rng: random.Random, sex: str) -> str:
    """A forename usual for the sex (``F`` or ``M``)."""
    return rng.choice(FORENAMES[sex])
