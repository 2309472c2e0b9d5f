// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates have them
import { expect, it } from 'vitest';
import { found } from './scan-texts.ts';

type Texts = Readonly<Record<string, string>>;

const base = 'class ApplicationController < ActionController::Base\nend\n';

/** A controller with one action, and its views. */
function rails(views: Texts, action = '@q = params[:q]', others: Texts = {}): Texts {
  return {
    'app/controllers/application_controller.rb': base,
    'app/controllers/items_controller.rb': `class ItemsController < ApplicationController\n  def index\n    ${action}\n  end\nend\n`,
    ...Object.fromEntries(Object.entries(views).map(([name, text]) => [`app/views/${name}`, text])),
    ...others,
  };
}

it.each<[string, Texts, readonly string[]]>([
  [
    'direct raw',
    rails({ 'items/index.html.erb': '<p><%= raw @q %></p>' }),
    ['rb-reflected-xss app/views/items/index.html.erb:1'],
  ],
  ['escaped', rails({ 'items/index.html.erb': '<p><%= @q %></p>' }), []],
  [
    'loop',
    rails(
      { 'items/index.html.erb': '<% @q.each do |one| %>\n<%= one.html_safe %>\n<% end %>' },
      '@q = params[:q].split(",")',
    ),
    ['rb-reflected-xss app/views/items/index.html.erb:2'],
  ],
  [
    'partial locals',
    rails({
      'items/index.html.erb': "<%= render partial: 'row', locals: { text: @q } %>",
      'items/_row.html.erb': '<b><%= text.html_safe %></b>',
    }),
    ['rb-reflected-xss app/views/items/_row.html.erb:1'],
  ],
  [
    'partial locals short',
    rails({
      'items/index.html.erb': "<%= render 'row', text: @q %>",
      'items/_row.html.erb': '<b><%== text %></b>',
    }),
    ['rb-reflected-xss app/views/items/_row.html.erb:1'],
  ],
  [
    'partial locals escaped',
    rails({
      'items/index.html.erb': "<%= render 'row', text: @q %>",
      'items/_row.html.erb': '<b><%= text %></b>',
    }),
    [],
  ],
  [
    'partial other local',
    rails({
      'items/index.html.erb': "<%= render 'row', text: 'own', other: @q %>",
      'items/_row.html.erb': '<b><%== text %></b>',
    }),
    [],
  ],
  [
    'partial object',
    rails({
      'items/index.html.erb': "<%= render partial: 'row', object: @q %>",
      'items/_row.html.erb': '<b><%== row %></b>',
    }),
    ['rb-reflected-xss app/views/items/_row.html.erb:1'],
  ],
  [
    'partial collection',
    rails(
      {
        'items/index.html.erb': "<%= render partial: 'row', collection: @q, as: :item %>",
        'items/_row.html.erb': '<b><%== item %></b>',
      },
      '@q = params[:q].split(",")',
    ),
    ['rb-reflected-xss app/views/items/_row.html.erb:1'],
  ],
  [
    'partial collection default',
    rails(
      {
        'items/index.html.erb': "<%= render partial: 'row', collection: @q %>",
        'items/_row.html.erb': '<b><%== row %></b>',
      },
      '@q = params[:q].split(",")',
    ),
    ['rb-reflected-xss app/views/items/_row.html.erb:1'],
  ],
  [
    'partial layout block',
    rails({
      'items/index.html.erb': "<%= render layout: 'box', locals: { t: @q } do %>x<% end %>",
      'items/_box.html.erb': '<b><%== t %><%= yield %></b>',
    }),
    ['rb-reflected-xss app/views/items/_box.html.erb:1'],
  ],
  [
    'layout',
    rails({
      'items/index.html.erb': 'x',
      'layouts/application.html.erb': '<title><%= raw @q %></title><%= yield %>',
    }),
    ['rb-reflected-xss app/views/layouts/application.html.erb:1'],
  ],
  [
    'layout escaped',
    rails({
      'items/index.html.erb': 'x',
      'layouts/application.html.erb': '<title><%= @q %></title><%= yield %>',
    }),
    [],
  ],
  [
    'layout named',
    rails(
      { 'items/index.html.erb': 'x', 'layouts/wide.html.erb': '<title><%= raw @q %></title><%= yield %>' },
      'x',
      {
        'app/controllers/items_controller.rb':
          "class ItemsController < ApplicationController\n  layout 'wide'\n  def index\n    @q = params[:q]\n  end\nend\n",
      },
    ),
    ['rb-reflected-xss app/views/layouts/wide.html.erb:1'],
  ],
  [
    'layout of render',
    rails(
      { 'items/show.html.erb': 'x', 'layouts/wide.html.erb': '<title><%= raw @q %></title><%= yield %>' },
      "@q = params[:q]\n    render :show, layout: 'wide'",
    ),
    ['rb-reflected-xss app/views/layouts/wide.html.erb:1'],
  ],
  [
    'content_for',
    rails({ 'items/index.html.erb': '<% content_for :title, @q.html_safe %>' }),
    ['rb-reflected-xss app/views/items/index.html.erb:1'],
  ],
  [
    'content_for set in view',
    rails({
      'items/index.html.erb': '<% @title = @q %>',
      'layouts/application.html.erb': '<title><%= raw @title %></title><%= yield %>',
    }),
    ['rb-reflected-xss app/views/layouts/application.html.erb:1'],
  ],
  [
    'content_for raw yield',
    rails({
      'items/index.html.erb': '<% content_for :title, @q %>',
      'layouts/application.html.erb': '<title><%= yield :title %></title>',
    }),
    [],
  ],
  [
    'layout of base',
    rails({ 'items/index.html.erb': 'x', 'layouts/admin.html.erb': '<title><%= raw @q %></title>' }, 'x', {
      'app/controllers/items_controller.rb':
        'class ItemsController < AdminController\n  def index\n    @q = params[:q]\n  end\nend\n',
      'app/controllers/admin_controller.rb':
        "class AdminController < ApplicationController\n  layout 'admin'\nend\n",
    }),
    ['rb-reflected-xss app/views/layouts/admin.html.erb:1'],
  ],
  [
    'helper',
    rails({ 'items/index.html.erb': '<%= titled(@q) %>' }, undefined, {
      'app/helpers/items_helper.rb':
        'module ItemsHelper\n  def titled(text)\n    "<b>#{text}</b>".html_safe\n  end\nend\n',
    }),
    ['rb-reflected-xss app/helpers/items_helper.rb:3'],
  ],
  [
    'helper params',
    rails({ 'items/index.html.erb': '<%= titled %>' }, undefined, {
      'app/helpers/items_helper.rb':
        'module ItemsHelper\n  def titled\n    "<b>#{params[:q]}</b>".html_safe\n  end\nend\n',
    }),
    ['rb-reflected-xss app/helpers/items_helper.rb:3'],
  ],
  [
    'helper escaped',
    rails({ 'items/index.html.erb': '<%= titled(@q) %>' }, undefined, {
      'app/helpers/items_helper.rb':
        'module ItemsHelper\n  def titled(text)\n    "<b>#{h(text)}</b>".html_safe\n  end\nend\n',
    }),
    [],
  ],
  [
    'interpolated partial',
    rails({
      'items/index.html.erb': '<%= render "items/#{@kind}/row", text: @q %>',
      'items/_row.html.erb': '<b><%= text %></b>',
    }),
    [],
  ],
  [
    'params in partial locals haml',
    rails({
      'items/index.html.haml': "= render partial: 'row', locals: { text: params[:q] }",
      'items/_row.html.haml': '%b!= text',
    }),
    ['rb-reflected-xss app/views/items/_row.html.haml:1'],
  ],
  [
    'render locals from controller',
    rails({ 'items/show.html.erb': '<%== text %>' }, 'render :show, locals: { text: params[:q] }'),
    ['rb-reflected-xss app/views/items/show.html.erb:1'],
  ],
  [
    'render partial from controller',
    rails({ 'items/_row.html.erb': '<%== text %>' }, "render partial: 'row', locals: { text: params[:q] }"),
    ['rb-reflected-xss app/views/items/_row.html.erb:1'],
  ],
  [
    'local_assigns',
    rails({
      'items/index.html.erb': "<%= render 'row', text: @q %>",
      'items/_row.html.erb': '<b><%== local_assigns[:text] %></b>',
    }),
    ['rb-reflected-xss app/views/items/_row.html.erb:1'],
  ],
  [
    'nested partial',
    rails({
      'items/index.html.erb': "<%= render 'row', text: @q %>",
      'items/_row.html.erb': "<%= render 'shared/cell', value: text %>",
      'shared/_cell.html.erb': '<%== value %>',
    }),
    ['rb-reflected-xss app/views/shared/_cell.html.erb:1'],
  ],
  [
    'a layout without markup of its own',
    rails({
      'items/index.html.erb': 'x',
      'layouts/application.html.erb': '<%= render "bar" %>',
      'layouts/_bar.html.erb': '<%== params[:q] %>',
    }),
    ['rb-reflected-xss app/views/layouts/_bar.html.erb:1'],
  ],
  [
    'text of a render in a controller',
    rails({}, 'render text: params[:q]'),
    ['rb-reflected-xss app/controllers/items_controller.rb:3'],
  ],
])('follows a request into a view of Rails: %s', async (_, files, expected) => {
  expect(await found(files)).toEqual(expected);
});
