"""Colour profiles: a colour engine reads them and finds the colours that were meant."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from anthology.profile import Profile, ProfileError, black_ink, press_profile, srgb


def opened(profile: Profile) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(io.BytesIO(profile.data))


def shown(profile: Profile, mode: str, colour: tuple[int, ...] | int) -> object:
    """What a colour looks like on a screen, relative to the white of the paper."""
    screen = ImageCms.createProfile("sRGB")
    image = Image.new(mode, (1, 1), colour)
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    seen = ImageCms.profileToProfile(
        image, opened(profile), screen, renderingIntent=intent, outputMode="RGB"
    )
    assert seen is not None
    return seen.getpixel((0, 0))


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (200, 30, 90), (12, 250, 3)])
def test_colours_of_screens_are_those_of_screens(colour: tuple[int, int, int]) -> None:
    assert shown(srgb(), "RGB", colour) == pytest.approx(colour, abs=1)


def test_ink_is_dark_paper_white_and_a_half_tone_grows() -> None:
    dark, half, white = (shown(black_ink(), "L", grey) for grey in (0, 128, 255))
    assert white == (255, 255, 255)
    assert dark == (39, 39, 39)  # two hundredths of the light
    # 70 % of the paper is covered: three tenths of the light, and a little that the ink reflects.
    assert half == pytest.approx((152,) * 3, abs=1)


@pytest.mark.parametrize("made", [srgb(), black_ink()], ids=lambda profile: profile.name)
def test_a_profile_says_what_it_is(made: Profile) -> None:
    assert ImageCms.getProfileDescription(opened(made)).strip() == made.name
    assert "freely" in ImageCms.getProfileCopyright(opened(made))


def test_a_profile_of_the_editions_own_must_be_of_a_press() -> None:
    good = black_ink().data
    assert press_profile(good, "house.icc") == Profile("house.icc", good, 1)
    for data, why in [
        (b"", "no ICC profile"),
        (b"x" * 200, "no ICC profile"),
        (good[:-4], "cut off"),
        (srgb().data, "output device"),
        (good.replace(b"GRAYXYZ ", b"HSV XYZ "), "neither of grey"),
    ]:
        with pytest.raises(ProfileError, match=why):
            press_profile(data, "house.icc")
