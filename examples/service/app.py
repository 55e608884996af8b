"""核对服务示例 / An example service: another system checks a proposal each time it is saved.

    pip install unionmodel fastapi uvicorn
    uvicorn app:app

It keeps proposals in memory and asks nobody who they are: it shows how to call the library, and is no system by itself.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from threading import Lock
from typing import Annotated, Any
from uuid import uuid4

from fastapi import Depends, FastAPI, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

import unionmodel as um
from unionmodel.errors import InputError, UnknownName
from unionmodel.language import Text, show
from unionmodel.model.edits import Edit

#: The oldest proposals beyond so many are forgotten, and longer bodies are refused.
MOST_PROPOSALS = 100
MOST_BYTES = 5_000_000

app = FastAPI(title="unionmodel", version=um.__version__)


class Proposal:
    """A proposal that is being edited: its checker, and a lock, since requests come side by side."""

    def __init__(self, checker: um.Checker) -> None:
        self.checker = checker
        self.lock = Lock()


_proposals: OrderedDict[str, Proposal] = OrderedDict()
_door = Lock()


def language_of(accept_language: str | None) -> str:
    """Return ``zh`` or ``en``, whichever the caller likes better by the header Accept-Language; Chinese without one.

    >>> language_of("fr, en-GB;q=0.8, zh;q=0.5"), language_of("zh-Hans-CN"), language_of(None), language_of("en;q=0, *")
    ('en', 'zh', 'zh', 'zh')
    """
    liked: dict[str, float] = {}
    for part in (accept_language or "").split(","):
        name, _, parameters = part.partition(";")
        tag = name.strip().lower().split("-")[0]
        quality = parameters.strip().removeprefix("q=") or "1"
        try:
            weight = float(quality)
        except ValueError:
            weight = 0.0
        for one in ("zh", "en") if tag == "*" else (tag,):
            liked.setdefault(one, weight)
    return max(("zh", "en"), key=lambda one: liked.get(one, 0.0))


def caller_language(response: Response, accept_language: Annotated[str | None, Header()] = None) -> str:
    language = language_of(accept_language)
    response.headers.update({"Content-Language": language, "Vary": "Accept-Language"})
    return language


Language = Annotated[str, Depends(caller_language)]


async def body(request: Request) -> Any:
    """Return the JSON of the body, its numbers exact: an amount of money must not go through a float."""
    content = b""
    async for piece in request.stream():
        content += piece
        if len(content) > MOST_BYTES:
            raise _refused("body", None, Text(zh="太大", en="is too large"), Text(zh="分成几次", en="send less"))
    try:
        return json.loads(content, parse_float=Decimal)
    except ValueError as problem:
        hint = Text(zh="检查该处的引号、逗号和括号", en="check quotation marks, commas and brackets there")
        raise _refused("body", None, Text(zh=f"不是 JSON（{problem}）", en=f"is no JSON ({problem})"), hint) from None


Body = Annotated[Any, Depends(body)]


@app.get("/schema/{name}")
def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of `structure`, for the forms of a front end; of `report`, `coverage`, `recommend`, for its views."""
    return um.schema(name)


@app.post("/check")
def check(document: Body, language: Language, on: date | None = None) -> dict[str, Any]:
    """Check a structure document once, and keep nothing."""
    return um.check(um.load(_document(document)), on=on).to_dict(language)


@app.post("/proposals", status_code=201)
def create(document: Body, language: Language, response: Response, on: date | None = None) -> dict[str, Any]:
    """Keep a structure document; answer with its address and its report."""
    proposal = Proposal(um.Checker(um.load(_document(document)), on=on))
    name = uuid4().hex
    with _door:
        _proposals[name] = proposal
        while len(_proposals) > MOST_PROPOSALS:
            _proposals.popitem(last=False)
    response.headers["Location"] = f"/proposals/{name}"
    return {"id": name, "report": proposal.checker.report.to_dict(language)}


@app.get("/proposals/{name}/report")
def report(name: str, language: Language) -> dict[str, Any]:
    """The report of a proposal as it is now."""
    proposal = _proposal(name)
    with proposal.lock:
        return proposal.checker.report.to_dict(language)


@app.patch("/proposals/{name}")
def save(name: str, edits: Body, language: Language, strict: bool = False) -> Response:
    """Save edits: `[{"how": "change", "table": "unions", "row": "u1", "values": {"members": 40}}, ...]`.

    Only what they reach is judged again, so this takes milliseconds. The answer says which findings came and went. With
    `strict`, edits that bring a new finding of severity error are not saved (409).
    """
    proposal = _proposal(name)
    made = _edits(edits)
    with proposal.lock:
        checker = proposal.checker
        before = checker.structure
        checker.apply(made)
        came, went = checker.came, checker.went
        refused = strict and any(one.severity == "error" and one.outcome == "broken" for one in came)
        answer = {
            "saved": not refused,
            "ok": checker.report.ok,
            "came": [one.to_dict(language) for one in came],
            "went": [one.to_dict(language) for one in went],
        }
        if refused:
            checker.apply(_taken_back(made, before))
            answer["ok"] = checker.report.ok
    headers = {"Content-Language": language, "Vary": "Accept-Language"}
    return JSONResponse(answer, status_code=409 if refused else 200, headers=headers)


@app.exception_handler(um.InputErrors)
def wrong_input(request: Request, errors: um.InputErrors) -> JSONResponse:
    """Everything that is wrong with the input, each with its path, its value, what is wrong and how to mend it."""
    return _answer(request, 422, errors.errors)


@app.exception_handler(RequestValidationError)
def wrong_request(request: Request, errors: RequestValidationError) -> JSONResponse:
    """What is wrong with the address: a day that is none, for example. It takes the same shape."""
    hint = Text(zh="例如 on=2022-12-31", en="write for example on=2022-12-31")
    problem = Text(zh="不是此处可用的值", en="is not a value that can be used here")
    found = [InputError(str(one["loc"][-1]), one.get("input"), problem, hint) for one in errors.errors()]
    return _answer(request, 422, found)


@app.exception_handler(UnknownName)
def not_there(request: Request, error: UnknownName) -> JSONResponse:
    """A proposal, a schema, a record that does not exist."""
    return _answer(request, 404, [InputError("", error.name, error.text, Text(zh="", en=""))])


def _answer(request: Request, status: int, errors: Any) -> JSONResponse:
    language = language_of(request.headers.get("accept-language"))
    content = {
        "errors": [
            {
                "path": one.path,
                "value": None if one.value is None else str(one.value),
                "problem": show(one.problem, language),
                "hint": show(one.hint, language),
            }
            for one in errors
        ]
    }
    return JSONResponse(content, status, headers={"Content-Language": language, "Vary": "Accept-Language"})


def _proposal(name: str) -> Proposal:
    with _door:
        if name not in _proposals:
            raise UnknownName(Text(zh="方案", en="proposal"), name, ())
        _proposals.move_to_end(name)
        return _proposals[name]


def _document(content: Any) -> dict[str, Any]:
    if not isinstance(content, dict):
        hint = Text(zh="写成 {表名: [行, ...]}", en="write {table: [row, ...]}")
        raise _refused("body", None, Text(zh="不是结构文件", en="is no structure document"), hint)
    return content


def _edits(content: Any) -> list[Edit]:
    hint = Text(
        zh="写成 [{how: add|change|remove, table, row, values}]",
        en="write [{how: add|change|remove, table, row, values}]",
    )
    problem = Text(zh="不是编辑", en="is no edit")
    if not isinstance(content, list):
        raise _refused("edits", None, problem, hint)
    wrong = [
        InputError(f"edits[{number}]", None, problem, hint)
        for number, one in enumerate(content)
        if not isinstance(one, Mapping)
        or one.get("how") not in ("add", "change", "remove")
        or not isinstance(one.get("table"), str)
        or not isinstance(one.get("row"), (str, int, type(None)))
        or not isinstance(one.get("values", {}), Mapping)
    ]
    if wrong:
        raise um.InputErrors(wrong)
    return [Edit(one["how"], one["table"], one.get("row"), dict(one.get("values", {}))) for one in content]


def _taken_back(made: list[Edit], before: um.Structure) -> list[Edit]:
    """Return the edits that undo those that were made, last first: each is turned round where it was made."""
    backwards = []
    for edit in made:
        backwards.append(edit.inverse(before))
        before = before.with_edits([edit])
    return backwards[::-1]


def _refused(path: str, value: object, problem: Text, hint: Text) -> um.InputErrors:
    return um.InputErrors([InputError(path, value, problem, hint)])
