"""What is seen: Qt windows, pages and widgets. Knows ``askadesk``; nothing knows it."""

from ui.lasting import make_constants_last

make_constants_last()
