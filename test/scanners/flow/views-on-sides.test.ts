import { expect, it } from 'vitest';
import { type Files, foundInChange } from './scan-sides.ts';

const express: Files = {
  'app.js': `app.get('/', (req, res) => { res.render('page', { q: req.query.q }); });\n`,
  'views/page.ejs': "<%- include('part', { text: q }) %>",
};
const rails: Files = {
  'app/controllers/application_controller.rb': 'class ApplicationController < ActionController::Base\nend\n',
  'app/controllers/items_controller.rb':
    'class ItemsController < ApplicationController\n  def index\n    @q = params[:q]\n  end\nend\n',
  'app/views/items/index.html.erb': "<%= render 'row', text: @q %>",
};
const razor: Files = {
  'Pages/Index.cshtml.cs':
    'using Microsoft.AspNetCore.Mvc.RazorPages;\npublic class IndexModel : PageModel {\n  public string Q { get; set; }\n  public void OnGet(string q) { Q = q; }\n}\n',
};
const jsp: Files = { 'a.jsp': '<% String q = request.getParameter("q"); %>\n<%@ include file="part.jsp" %>' };

it.each<[string, Files, string, readonly [string, string], string]>([
  [
    'a template that another one includes',
    express,
    'views/part.ejs',
    ['<%= text %>', '<%- text %>'],
    'js-template-xss',
  ],
  ['a partial', rails, 'app/views/items/_row.html.erb', ['<%= text %>', '<%== text %>'], 'rb-reflected-xss'],
  [
    'a layout',
    rails,
    'app/views/layouts/application.html.erb',
    ['<%= @q %>', '<%== @q %>'],
    'rb-reflected-xss',
  ],
  [
    'the page of a model',
    razor,
    'Pages/Index.cshtml',
    ['@page\n@Model.Q', '@page\n@Html.Raw(Model.Q)'],
    'cs-reflected-xss',
  ],
  [
    'a page that stands in another one',
    jsp,
    'part.jsp',
    ['<p>q</p>', '<p><%= q %></p>'],
    'java-reflected-xss',
  ],
])('tells what a change brings to %s, and what it mends', async (_, files, file, [safe, unsafe], rule) => {
  const [before, after] = [
    { ...files, [file]: safe },
    { ...files, [file]: unsafe },
  ];
  expect(await foundInChange(before, after)).toEqual([[`${rule} ${file}`], []]);
  expect(await foundInChange(after, before)).toEqual([[], [`${rule} ${file}`]]);
});

it('tells what comes to a template only by a file that is new', async () => {
  const head = { ...express, 'views/part.ejs': '<%- text %>' };
  expect(await foundInChange(express, head)).toEqual([['js-template-xss views/part.ejs'], []]);
});
