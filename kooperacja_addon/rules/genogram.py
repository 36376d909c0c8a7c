"""A family drawn: who is whose child, in rows by generation.

Symbols as in common use: a square is male, a circle female, a diamond not stated; a
double line marks the person in focus, a cross the dead, a dashed line who lives
together. Children stand below their parents, the oldest on the left. Everything is
found by counting columns and rows first, so that nothing can overlap, and drawn after.
"""

from collections import defaultdict, deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date

from .drawing import Box, Circle, Drawing, Path, Text, shorten

COUPLES = ("married", "partners", "separated", "divorced")
COLUMN, HALF, RADIUS, LINE = 116, 58, 22, 15
MARGIN = 34


@dataclass(frozen=True)
class Person:
    key: Hashable
    lines: tuple = ()  # what stands below the symbol
    sex: str | None = None  # "male", "female" or not stated
    born: date | None = None
    inside: str = ""  # what stands in the symbol: the age
    dead: bool = False
    elsewhere: bool = False
    focus: bool = False
    child: bool = False


@dataclass(frozen=True)
class Tie:
    """``first`` is the parent or guardian of ``second``, or simply the other one."""

    kind: str  # parent, guardian, one of COUPLES, sibling, other
    first: Hashable
    second: Hashable
    words: str = ""


@dataclass
class Union:
    """Those of whom the children hang: two, one, or nobody for mere siblings."""

    parents: tuple
    children: list
    dashed: bool = False


@dataclass
class Layout:
    columns: dict = field(default_factory=dict)  # key -> column, in steps of a half
    rows: dict = field(default_factory=dict)  # key -> generation, from 0
    unions: list = field(default_factory=list)
    couples: dict = field(default_factory=dict)  # (first, second) -> kind
    loose: list = field(default_factory=list)  # ties drawn straight through


class _Generations:
    """Groups of one generation, and which group stands above which; never a circle."""

    def __init__(self, keys):
        self.group = {key: key for key in keys}
        self.above = []

    def find(self, key):
        while self.group[key] != key:
            key = self.group[key]
        return key

    def join(self, first, second):
        """Put both into one generation, unless that cannot be; return whether."""
        first, second = self.find(first), self.find(second)
        if first == second:
            return True
        self.group[second] = first
        if self._levels() is None:
            self.group[second] = second
            return False
        return True

    def put_above(self, first, second):
        """Put ``first`` above ``second``, unless that cannot be; return whether."""
        self.above.append((first, second))
        if self._levels() is None:
            self.above.pop()
            return False
        return True

    def _edges(self):
        edges = defaultdict(set)
        for first, second in self.above:
            edges[self.find(first)].add(self.find(second))
        return edges

    def _levels(self):
        """Return the level of each group from the top, None for a circle."""
        edges = self._edges()
        groups = {self.find(key): None for key in self.group}
        waiting = dict.fromkeys(groups, 0)
        for belows in edges.values():
            for below in belows:
                waiting[below] += 1
        levels = {group: 0 for group in groups if not waiting[group]}
        ready = deque(levels)
        while ready:
            group = ready.popleft()
            for below in edges[group]:
                levels[below] = max(levels.get(below, 0), levels[group] + 1)
                waiting[below] -= 1
                if not waiting[below]:
                    ready.append(below)
        if any(waiting.values()):
            return None
        return dict(sorted(levels.items(), key=lambda item: item[1]))

    def rows(self):
        """Return the row of each key; who came by marriage stands by the children."""
        levels, edges = self._levels(), self._edges()
        for group in sorted(levels, key=levels.get, reverse=True):
            if edges[group]:
                levels[group] = min(levels[below] for below in edges[group]) - 1
        for group in sorted(levels, key=levels.get):
            above = [levels[g] for g, belows in edges.items() if group in belows]
            if above and not edges[group]:
                levels[group] = max(above) + 1
        return {key: levels[self.find(key)] for key in self.group}


def arrange(persons, ties):
    """Return the layout: a column and a row of its own for everybody."""
    layout = Layout()
    if not persons:
        return layout
    order = {person.key: number for number, person in enumerate(persons)}
    ties = [tie for tie in ties if tie.first in order and tie.second in order]
    generations = _Generations(order)
    _find_unions(layout, persons, ties, generations)
    layout.rows = _level(persons, layout, generations)
    chains = _chain(persons, layout.couples)
    _place(layout, chains)
    return layout


def _oldest_first(persons):
    order = {
        person.key: (person.born is None, person.born or date.min, number)
        for number, person in enumerate(persons)
    }
    return order.__getitem__


def _find_unions(layout, persons, ties, generations):
    """Note unions, couples and loose ties; blood goes before care, care before none."""
    by_kind = defaultdict(list)
    for tie in ties:
        by_kind["couple" if tie.kind in COUPLES else tie.kind].append(tie)
    below = _put_below(by_kind["parent"], layout, generations)
    for tie in by_kind["couple"]:
        pair = (tie.first, tie.second)
        if not generations.join(*pair) or pair[0] == pair[1]:
            layout.loose.append(tie)
        elif pair[::-1] not in layout.couples:
            layout.couples[pair] = tie.kind
    _hang(layout, below, generations, dashed=False)
    _find_siblings(layout, by_kind["sibling"], generations)
    below = _put_below(by_kind["guardian"], layout, generations)
    _hang(layout, below, generations, dashed=True)
    by_age = _oldest_first(persons)
    for union in layout.unions:
        union.children.sort(key=by_age)
    layout.loose += by_kind["other"]


def _put_below(ties, layout, generations):
    """Return the adults above each child."""
    adults = defaultdict(list)
    for tie in ties:
        if not generations.put_above(tie.first, tie.second):
            layout.loose.append(tie)
        elif tie.first not in adults[tie.second]:
            adults[tie.second].append(tie.first)
    return adults


def _hang(layout, adults_of, generations, dashed):
    unions = {}
    for child, adults in adults_of.items():
        for together in _split(adults, layout, None if dashed else generations):
            union = unions.setdefault(frozenset(together), Union(together, [], dashed))
            union.children.append(child)
    layout.unions += unions.values()


def _split(adults, layout, generations):
    """Yield couples of ``adults``, and those who are left by themselves."""
    adults = list(adults)
    for pair in list(layout.couples):
        if pair[0] in adults and pair[1] in adults:
            adults.remove(pair[0])
            adults.remove(pair[1])
            yield pair
    # Two parents of one child are drawn as two, even if nobody noted what they are.
    if generations and len(adults) == 2 and generations.join(*adults):
        layout.couples[tuple(adults)] = "parents"
        yield tuple(adults)
        return
    for adult in adults:
        yield (adult,)


def _find_siblings(layout, ties, generations):
    together = {}
    for tie in ties:
        if not generations.join(tie.first, tie.second):
            layout.loose.append(tie)
            continue
        group = together.get(tie.first, [tie.first])
        for key in together.get(tie.second, [tie.second]):
            if key not in group:
                group.append(key)
        together.update(dict.fromkeys(group, group))
    groups = {id(group): group for group in together.values()}
    for group in groups.values():
        if not any(set(group) <= set(union.children) for union in layout.unions):
            layout.unions.append(Union((), list(group)))


def _level(persons, layout, generations):
    """Return the rows from 0; who is tied to nobody stands among those of like age."""
    rows = generations.rows()
    tied = {key for pair in layout.couples for key in pair}
    for union in layout.unions:
        tied.update(union.parents, union.children)
    born = defaultdict(list)
    for person in persons:
        if person.key in tied and person.born:
            born[rows[person.key]].append(person.born.year)
    levels = {row: sum(years) / len(years) for row, years in born.items()}
    tied_rows = [rows[key] for key in tied] or [0]
    for person in persons:
        if person.key in tied:
            continue
        if person.born and levels:
            year = person.born.year
            rows[person.key] = min(levels, key=lambda row, y=year: abs(levels[row] - y))
        elif not tied:
            rows[person.key] = 1 if person.child else 0
        else:
            rows[person.key] = max(tied_rows) if person.child else min(tied_rows)
    top = min(rows.values())
    return {key: row - top for key, row in rows.items()}


def _chain(persons, couples):
    """Return the chains of partners, from left to right."""
    partners = defaultdict(list)
    for first, second in couples:
        partners[first].append(second)
        partners[second].append(first)
    male_first = {
        person.key: (person.sex != "male", number)
        for number, person in enumerate(persons)
    }
    chains, seen = [], set()
    ends = sorted(male_first, key=lambda k: (len(partners[k]) > 1, male_first[k]))
    for start in ends:
        if start in seen:
            continue
        chain, waiting = [], [start]
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                chain.append(key)
                waiting += sorted(partners[key], key=male_first.get, reverse=True)
        chains.append(chain)
    return chains


@dataclass
class _Branch:
    """Partners with everybody below them; takes a stretch of columns of its own."""

    chain: list
    branches: list
    # The one of the chain by whom it hangs from what is above.
    key: Hashable = None

    @property
    def width(self):
        below = sum(branch.width for branch in self.branches)
        return max(len(self.chain), below)


def _place(layout, chains):
    left = 0.0
    for root in _Forest(layout, chains).grow():
        _put(layout, root, left)
        left += root.width


class _Forest:
    """The chains hung below one another, each once."""

    def __init__(self, layout, chains):
        self.layout, self.chains = layout, chains
        self.chain_of = {k: n for n, chain in enumerate(chains) for k in chain}
        self.used = set()
        self.below = defaultdict(list)
        for union in layout.unions:
            if union.parents:
                self.below[self.chain_of[union.parents[0]]].append(union)
        for number, unions in self.below.items():
            place = chains[number].index
            unions.sort(key=lambda u, at=place: (u.dashed, sum(map(at, u.parents))))

    def grow(self):
        """Return the roots from left to right: those above first, then who is left."""
        unions = self.layout.unions
        hanging = {self.chain_of[child] for u in unions for child in u.children}
        tops = [number for number in range(len(self.chains)) if number not in hanging]
        roots = [
            self._grow_chain(number)
            for number in sorted(tops, key=self._weigh)
            if self.below[number] or len(self.chains[number]) > 1
        ]
        roots += [_Branch([], self._spread([u])) for u in unions if not u.parents]
        for number in range(len(self.chains)):
            if number not in self.used:
                roots.append(self._grow_chain(number))
        return roots

    def _weigh(self, number):
        children = sum(len(union.children) for union in self.below[number])
        return self.layout.rows[self.chains[number][0]], -children, number

    def _grow_chain(self, number, key=None):
        self.used.add(number)
        return _Branch(self.chains[number], self._spread(self.below[number]), key)

    def _spread(self, unions):
        branches = []
        for union in unions:
            for child in union.children:
                number = self.chain_of[child]
                if number not in self.used:
                    branches.append(self._grow_chain(number, child))
        return branches


def _put(layout, branch, left):
    width = branch.width
    start = left + (width - sum(below.width for below in branch.branches)) / 2
    for below in branch.branches:
        _put(layout, below, start)
        start += below.width
    if not branch.chain:
        return
    hung = [layout.columns[below.key] for below in branch.branches]
    middle = (hung[0] + hung[-1]) / 2 if hung else left + (width - 1) / 2
    first = round((middle - (len(branch.chain) - 1) / 2) * 2) / 2
    first = max(left, min(first, left + width - len(branch.chain)))
    for number, key in enumerate(branch.chain):
        layout.columns[key] = first + number


# --- drawing ------------------------------------------------------------------


def draw(persons, ties, words=None):
    """Return the drawing; ``words`` maps the kinds of the legend to their words."""
    layout = arrange(persons, ties)
    drawing = Drawing()
    if persons:
        _Picture(drawing, layout, persons).draw()
        _add_legend(drawing, layout, persons, words or {})
    return drawing


class _Picture:
    def __init__(self, drawing, layout, persons):
        self.drawing, self.layout, self.persons = drawing, layout, persons
        self.label = LINE * max(len(person.lines) for person in persons) + 6
        self.leftmost = min(layout.columns.values())
        self.buses = self._lane_buses()
        self.y = self._level_rows()

    def x(self, key):
        column = self.layout.columns[key] - self.leftmost
        return MARGIN + HALF + column * COLUMN

    def _drop_x(self, union):
        """Return where the line goes down from the parents, or None without any."""
        xs = sorted(self.x(key) for key in union.parents)
        if not xs:
            return None
        return xs[0] if len(xs) == 1 else xs[1] - HALF

    def _row_below(self, union):
        return min(self.layout.rows[child] for child in union.children)

    def _lane_buses(self):
        """Return (union, row below, lane): buses of one lane never touch."""
        lanes = defaultdict(list)
        buses = []
        for union in self.layout.unions:
            xs = [self.x(child) for child in union.children]
            if union.parents:
                xs.append(self._drop_x(union))
            low, high = min(xs) - 8, max(xs) + 8
            row = self._row_below(union)
            lane = 0
            while any(
                low <= other_high and other_low <= high
                for other_low, other_high in lanes[row, lane]
            ):
                lane += 1
            lanes[row, lane].append((low, high))
            buses.append((union, row, lane))
        return buses

    def _level_rows(self):
        lanes = defaultdict(int)
        for _union, row, lane in self.buses:
            lanes[row] = max(lanes[row], lane + 1)
        y = MARGIN + RADIUS + 12 * max(lanes[0], 1)
        ys = {}
        for row in range(max(self.layout.rows.values()) + 1):
            if row:
                y += 2 * RADIUS + self.label + 34 + 12 * lanes[row]
            ys[row] = y
        return ys

    def at(self, key):
        return self.x(key), self.y[self.layout.rows[key]]

    def draw(self):
        columns = self.layout.columns.values()
        span = max(columns) - self.leftmost
        self.drawing.width = 2 * MARGIN + COLUMN + span * COLUMN
        self.drawing.height = max(self.y.values()) + RADIUS + self.label + MARGIN
        self._draw_household()
        for pair, kind in self.layout.couples.items():
            self._draw_couple(pair, kind)
        for bus in self.buses:
            self._draw_bus(*bus)
        for tie in self.layout.loose:
            self._draw_loose(tie)
        for person in self.persons:
            self._draw_person(person)

    def _draw_couple(self, pair, kind):
        (left, y), (right, other_y) = sorted(map(self.at, pair))
        style = {"partners": "dashed", "parents": "dotted"}.get(kind, "line")
        if right - left <= COLUMN:
            slash = left + COLUMN * 0.36
            points = ((left + RADIUS, y), (right - RADIUS, other_y))
        else:
            high = y - RADIUS - 12
            slash = left + COLUMN / 2
            points = (
                (left + 8, y - RADIUS + 2),
                (left + 8, high),
                (right - 8, high),
                (right - 8, y - RADIUS + 2),
            )
            y = high
        self.drawing.add(Path(points, style))
        self.drawing.add(*_slashes(slash, y, kind))

    def _draw_bus(self, union, row, lane):
        style = "dashed" if union.dashed else "line" if union.parents else "dotted"
        bus_y = self.y[row] - RADIUS - 22 - 12 * lane
        stub = 9 if union.dashed else 0
        xs = [self.x(child) + stub for child in union.children]
        drop = self._drop_x(union)
        if drop is not None:
            first = self.at(union.parents[0])
            start = first[1]
            if len(union.parents) == 1:
                start += RADIUS + self.label
            elif abs(self.x(union.parents[0]) - self.x(union.parents[1])) > COLUMN:
                start -= RADIUS + 12
            self.drawing.add(Path(((drop, start), (drop, bus_y)), style))
            xs.append(drop)
        if max(xs) > min(xs):
            self.drawing.add(Path(((min(xs), bus_y), (max(xs), bus_y)), style))
        for child in union.children:
            x, y = self.at(child)
            self.drawing.add(Path(((x + stub, bus_y), (x + stub, y - RADIUS)), style))

    def _draw_loose(self, tie):
        (x, y), (other_x, other_y) = self.at(tie.first), self.at(tie.second)
        style = "dashed" if tie.kind == "guardian" else "dotted"
        self.drawing.add(Path(((x, y), (other_x, other_y)), style))
        if tie.words:
            words = shorten(tie.words, 24)
            middle = ((x + other_x) / 2, (y + other_y) / 2 - 5)
            self.drawing.add(Text(*middle, words, "small"))

    def _draw_person(self, person):
        x, y = self.at(person.key)
        self.drawing.add(*draw_symbol(x, y, RADIUS, person))
        if person.inside and not person.dead:
            self.drawing.add(Text(x, y + 5, person.inside))
        for number, line in enumerate(person.lines):
            kind = "small" if number else "text"
            low = y + RADIUS + 15 + number * LINE
            self.drawing.add(Text(x, low, shorten(line, 16), kind))

    # --- who lives together ---

    def _draw_household(self):
        for loop in trace(self._get_cells()):
            points = _inset([self._corner(*corner) for corner in loop], 5)
            self.drawing.add(Path(tuple(points), "household", closed=True, radius=14))

    def _get_cells(self):
        def cells(person):
            half = round((self.layout.columns[person.key] - self.leftmost) * 2)
            row = self.layout.rows[person.key]
            return {(half, row), (half + 1, row)}

        inside, outside = set(), set()
        for person in self.persons:
            away = person.dead or person.elsewhere
            (outside if away else inside).update(cells(person))
        return connect(inside, outside)

    def _corner(self, half, row):
        last = max(self.y)
        if row > last:
            y = self.y[last] + RADIUS + self.label + 12
        else:
            y = self.y[row] - RADIUS - 14
        return MARGIN + half * HALF, y


def draw_symbol(x, y, radius, person):
    """Return the shapes of one person around a point."""

    def outline(size, kind):
        if person.sex == "male":
            return Box(x, y, 2 * size, 2 * size, kind)
        if person.sex == "female":
            return Circle(x, y, size, kind)
        points = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
        return Path(points, kind, closed=True)

    shapes = [outline(radius, "symbol")]
    if person.focus:
        shapes.append(outline(radius * 0.8, "inner"))
    if person.dead:
        for sign in (1, -1):
            ends = ((x - radius, y - sign * radius), (x + radius, y + sign * radius))
            shapes.append(Path(ends))
    return shapes


def _slashes(x, y, kind):
    return [
        Path(((x + move - 4, y + 9), (x + move + 4, y - 9)))
        for move in {"divorced": (-3, 4), "separated": (0,)}.get(kind, ())
    ]


def connect(inside, outside):
    """Return ``inside`` with ways through free cells, so that it hangs together.

    Cells are (half column, row); ``outside`` are those of people who live elsewhere.
    What cannot be reached without crossing them stays apart.
    """
    cells = set(inside)
    if not cells:
        return cells
    everybody = cells | set(outside)
    halves = [half for half, _row in everybody]
    rows = range(max(row for _half, row in everybody) + 1)
    within = range(min(halves), max(halves) + 1)
    while True:
        parts = _get_parts(cells)
        path = next(
            (
                path
                for part in parts
                if (path := _get_path(part, cells - part, outside, within, rows))
            ),
            None,
        )
        if not path:
            return cells
        cells.update(path)


def _neighbours(cell):
    half, row = cell
    return ((half + 1, row), (half - 1, row), (half, row + 1), (half, row - 1))


def _get_parts(cells):
    left, parts = set(cells), []
    while left:
        waiting = [min(left)]
        part = set(waiting)
        while waiting:
            for cell in _neighbours(waiting.pop()):
                if cell in left and cell not in part:
                    part.add(cell)
                    waiting.append(cell)
        parts.append(part)
        left -= part
    return parts


def _get_path(part, goals, blocked, within, rows):
    """Return the free cells of the shortest way from ``part`` to ``goals``."""
    came = dict.fromkeys(sorted(part))
    ready = deque(came)
    while ready:
        cell = ready.popleft()
        if cell in goals:
            path = []
            while cell is not None:
                path.append(cell)
                cell = came[cell]
            return path
        for nearby in _neighbours(cell):
            half, row = nearby
            free = half in within and row in rows and nearby not in blocked
            if free and nearby not in came:
                came[nearby] = cell
                ready.append(nearby)
    return None


def trace(cells):
    """Return the outlines of ``cells``: loops of corners, clockwise, no idle corner."""
    edges = defaultdict(list)
    for half, row in sorted(cells):
        for beyond, start, end in (
            ((half, row - 1), (half, row), (half + 1, row)),
            ((half + 1, row), (half + 1, row), (half + 1, row + 1)),
            ((half, row + 1), (half + 1, row + 1), (half, row + 1)),
            ((half - 1, row), (half, row + 1), (half, row)),
        ):
            if beyond not in cells:
                edges[start].append(end)
    loops = []
    while edges:
        start = min(edges)
        loop, corner = [], start
        while True:
            ends = edges[corner]
            following = ends.pop(_turn(loop, corner, ends))
            if not ends:
                del edges[corner]
            loop.append(corner)
            corner = following
            if corner == start:
                break
        loops.append(_without_idle(loop))
    return loops


def _turn(loop, corner, ends):
    """Return which of ``ends`` to take where two outlines touch: the right turn."""
    if len(ends) == 1 or not loop:
        return 0
    ahead = (corner[0] - loop[-1][0], corner[1] - loop[-1][1])
    right = (corner[0] - ahead[1], corner[1] + ahead[0])
    return ends.index(right) if right in ends else 0


def _without_idle(loop):
    count = len(loop)
    return [
        corner
        for number, corner in enumerate(loop)
        if not (
            loop[number - 1][0] == corner[0] == loop[(number + 1) % count][0]
            or loop[number - 1][1] == corner[1] == loop[(number + 1) % count][1]
        )
    ]


def _inset(points, distance):
    """Return the corners of a clockwise outline moved inwards by ``distance``."""
    moved = []
    for number, (x, y) in enumerate(points):
        before, after = points[number - 1], points[(number + 1) % len(points)]
        for start, end in ((before, (x, y)), ((x, y), after)):
            if start[1] == end[1]:
                y_inside = y + (distance if end[0] > start[0] else -distance)
            else:
                x_inside = x + (-distance if end[1] > start[1] else distance)
        moved.append((x_inside, y_inside))
    return moved


def _add_legend(drawing, layout, persons, words):
    def symbol(**values):
        person = Person(None, **values)
        return lambda x, y: draw_symbol(x + 20, y + 10, 9, person)

    def line(style, kind=""):
        return lambda x, y: [
            Path(((x, y + 10), (x + 40, y + 10)), style),
            *_slashes(x + 20, y + 10, kind),
        ]

    def frame(x, y):
        corners = ((x, y), (x + 40, y), (x + 40, y + 20), (x, y + 20))
        return [Path(corners, "household", closed=True, radius=6)]

    kinds = set(layout.couples.values())
    loose = {tie.kind for tie in layout.loose}
    guarded = "guardian" in loose or any(union.dashed for union in layout.unions)
    siblings = any(not union.parents for union in layout.unions)
    samples = (
        ("male", symbol(sex="male"), any(p.sex == "male" for p in persons)),
        ("female", symbol(sex="female"), any(p.sex == "female" for p in persons)),
        ("unstated", symbol(), any(not p.sex for p in persons)),
        ("focus", symbol(sex="female", focus=True), any(p.focus for p in persons)),
        ("dead", symbol(sex="male", dead=True), any(p.dead for p in persons)),
        ("household", frame, True),
        ("married", line("line"), "married" in kinds),
        ("partners", line("dashed"), "partners" in kinds),
        ("separated", line("line", "separated"), "separated" in kinds),
        ("divorced", line("line", "divorced"), "divorced" in kinds),
        ("parents", line("dotted"), "parents" in kinds),
        ("guardian", line("dashed"), guarded),
        ("sibling", line("dotted"), siblings),
        ("other", line("dotted"), bool(loose - {"guardian"})),
    )
    drawing.add_legend(
        [(draw, words[kind]) for kind, draw, used in samples if used and kind in words]
    )
