import { describe, expect, it } from 'vitest';
import { found, scanTexts } from './scan-texts.ts';

describe('ruby', () => {
  it.each([
    ['a text with values', 'x = "ls #{params[:q]}"', 1],
    ['a text without', `x = 'ls #{params[:q]}'`, 0],
    ['a heredoc', 'x = <<~SH.strip\n  ls #{params[:q]}\nSH', 1],
    ['two heredocs of one line', 'a, x = [<<~A, <<~B]\n  a\nA\n  ls #{params[:q]}\nB', 1],
    ['format', 'x = format("ls %s", params[:q])', 1],
    ['a sum', 'x = "ls " + params[:q]', 1],
    ['a number', 'x = "ls #{params[:q].to_i}"', 0],
    ['added step by step', 'x = +"ls "\nx << params[:q]', 1],
    ['changed in its place', 'x = params[:q]\nx.gsub!(/[^a-z]/, "")', 0],
    ['one entry of a hash', 'a = { p: "a", q: params[:q] }\nx = a[:p]', 0],
    ['the other entry', 'a = { p: "a", q: params[:q] }\nx = a[:q]', 1],
    ['a hash by its shorthand', 'q = params[:q]\na = { q: }\nx = a[:q]', 1],
    ['a list that grows', 'a = []\na << params[:q]\na.each { |v| x = v }\nx = a.join', 1],
    ['a list that another is put to', 'a = []\na.concat([params[:q]])\nx = a.join', 1],
    ['words', 'x = %w[a b].join(params[:q])', 1],
    ['keys of the request', 'params.each { |k, v| system(k) }\nx = ""', 1],
    ['keys of a hash of its own', '{ "a" => params[:q] }.each { |k, v| system(k) }\nx = ""', 0],
    ['map', 'x = %w[a b].map { |v| "#{v} #{params[:q]}" }.join', 1],
    ['map to numbers', 'x = params[:q].map(&:to_i).join', 0],
    ['map in several steps', 'x = params[:q].map do |v|\n  w = v.to_i\n  w + 1\nend.join', 0],
    ['what is selected', 'x = params[:q].select { |v| %w[a b].include?(v) }.join', 0],
    ['what is not rejected', 'x = params[:q].reject { |v| v.empty? }.join', 1],
    ['found in a list', 'x = %w[a b].find { |v| v == params[:q] }', 0],
    ['then', 'x = params[:q].then { |v| "ls #{v}" }', 1],
    ['it', 'x = params[:q].map { "#{it}" }.join', 1],
    ['numbered', 'x = params[:q].map { "#{_1}" }.join', 1],
    ['a lambda', 'f = ->(v) { "ls #{v}" }\nx = f.call(params[:q])', 1],
    ['a lambda by dots', 'f = lambda { |v| "ls #{v}" }\nx = f.(params[:q])', 1],
    ['a lambda that drops it', 'f = ->(v) { "ls" }\nx = f.call(params[:q])', 0],
    ['a variable that a block changes', 'x = nil\n3.times { x = params[:q] }', 1],
    ['if as a value', 'x = if a then "a" else params[:q] end', 1],
    ['if without it', 'x = if params[:q] == "a" then "a" else "b" end', 0],
    ['case as a value', 'x = case params[:q] when "a" then "b" else params[:q] end', 1],
    ['case of what is allowed', 'x = case params[:q] when "a", "b" then params[:q] else "c" end', 0],
    ['case of a list', 'x = case params[:q] when *%w[a b] then params[:q] else "c" end', 0],
    ['case of a class', 'x = case params[:q] when String then params[:q] else "c" end', 1],
    ['begin as a value', 'x = begin\n  params[:q]\nrescue Foo\n  "a"\nend', 1],
    ['what a rescue puts in its place', 'x = Integer(params[:q]) rescue params[:q]', 1],
    ['or', 'x = params[:q] || "a"', 1],
    ['set if unset', 'x = nil\nx ||= params[:q]', 1],
    ['taken apart', 'a, x = "a", params[:q]', 1],
    ['the other part', 'x, a = "a", params[:q]', 0],
    ['one of a list', 'return unless %w[a b].include?(params[:q])\nx = params[:q]', 0],
    ['one of a list, by in?', 'x = params[:q].in?(%w[a b]) ? params[:q] : "a"', 0],
    ['a key of a hash', 'l = { "a" => 1 }\nraise "no" unless l.key?(params[:q])\nx = params[:q]', 0],
    ['a pattern for all of it', 'return unless params[:q] =~ /\\A[a-z]+\\z/\nx = params[:q]', 0],
    ['a pattern of words', 'return unless params[:q] =~ /\\Aname( ASC| DESC)?\\z/\nx = params[:q]', 0],
    ['a pattern with anything in it', 'return unless params[:q] =~ /\\Aname .*\\z/\nx = params[:q]', 1],
    ['a pattern for a line of it', 'return unless params[:q] =~ /^[a-z]+$/\nx = params[:q]', 1],
    ['a pattern that must not be', 'raise "no" if params[:q] !~ /\\A\\d+\\z/\nx = params[:q]', 0],
    ['one or an end', '%w[a b].include?(params[:q]) or return\nx = params[:q]', 0],
    ['done with and left', 'q = params[:q]\nhead(400) and return unless q.match?(/\\A\\w+\\z/)\nx = q', 0],
    ['a part that a pattern takes', 'x = params[:q][/\\A\\w+\\z/]', 0],
    ['put back as a number', 'params[:q] = params[:q].to_i\nx = params[:q]', 0],
    ['what routes give', 'x = params[:controller]', 0],
  ])('%s', async (_name, code, count) => {
    const method = `class PagesController\n  def show\n${code}\nsystem(x)\n  end\nend\n`;
    expect(await found({ 'a.rb': method })).toHaveLength(count);
    const route = `get '/a' do\n${code.replaceAll('return', 'halt')}\nsystem(x)\nend\n`;
    if (!code.includes('<<~')) expect(await found({ 'b.rb': route })).toHaveLength(count);
  });

  it.each([
    ['a method without brackets', 'def run(text) = system(text)', 'run params[:q]', 1],
    ['a method that is given it by name', 'def run(text:) = system(text)', 'run(text: params[:q])', 1],
    ['options', 'def run(options = {}) = system(options[:q])', 'run(q: params[:q])', 1],
    ['other options', 'def run(options = {}) = system(options[:p])', 'run(p: "a", q: params[:q])', 0],
    ['all that is given by name', 'def run(**all) = system(all[:q])', 'run(q: params[:q])', 1],
    ['all that is given', 'def run(*all) = system(all.last)', 'run("a", params[:q])', 1],
    ['what is yielded', 'def run = yield(params[:q])', 'run { |v| system(v) }', 1],
    ['a block by its name', 'def run(&block) = block.call(params[:q])', 'run { |v| system(v) }', 1],
    [
      'a block that is handed on',
      'def run(&) = other(&)\ndef other = yield(params[:q])',
      'run { |v| system(v) }',
      1,
    ],
    ['an attribute', 'attr_accessor :text', 'self.text = params[:q]\nsystem(text)', 1],
    ['another attribute', 'attr_accessor :text, :name', 'self.text = params[:q]\nsystem(name)', 0],
    ['a variable of the object', 'def run = system(@text)', '@text = params[:q]\nrun', 1],
    ['a private method', 'private def text = params[:q]', 'system(text)', 1],
    ['a method of the class', 'def self.run(text) = system(text)', 'PagesController.run(params[:q])', 1],
    ['a method of a module', 'include Tools', 'run_tool(params[:q])', 1],
    ['a method of another class', '', 'Runner.new(params[:q]).run', 1],
    ['the other field of it', '', 'Runner.new("a", params[:q]).run', 0],
    ['a class of a module', '', 'Shop::Shell.run(params[:q])', 1],
    ['a class of a library of the same name', '', 'Other::Shell.run(params[:q])', 0],
  ])('%s', async (_name, members, code, count) => {
    const files = {
      'app/pages_controller.rb': `class PagesController < Base\n${members}\n  def show\n${code}\n  end\nend\n`,
      'app/tools.rb': 'module Tools\n  def run_tool(text)\n    system(text)\n  end\nend\n',
      'app/runner.rb':
        'class Runner\n  def initialize(text, other = nil)\n    @text = text\n    @other = other\n  end\n  def run\n    system(@text)\n  end\nend\n',
      'app/shop/shell.rb': 'module Shop\n  class Shell\n    def self.run(text) = system(text)\n  end\nend\n',
    };
    expect(await found(files)).toHaveLength(count);
  });

  it('finds what views put out, and where', async () => {
    const files = {
      'app/controllers/admin/pages_controller.rb':
        "class Admin::PagesController < Base\n  def show\n    @name = params[:name]\n  end\n  def list\n    @name = params[:name]\n    render 'shared/other'\n  end\nend\n",
      'app/views/admin/pages/show.html.erb':
        '<h1><%= @name %></h1>\n<%# raw @name %>\n<%% raw @name %>\n<p><%= raw @name -%></p>\n<% if @name # a comment %><%== @name %><% end %>\n<%= h(@name).html_safe %>\n',
      'app/views/shared/other.html.erb':
        "<%= form_for(@name) do |f| %>\n  <%= render 'part' %>\n  <%= f.label(@name).html_safe %>\n<% end %>\n",
      'app/views/shared/_part.html.erb': '<%= "<b>#{@name}</b>".html_safe %>\n',
    };
    expect(await found(files)).toEqual([
      'rb-reflected-xss app/views/admin/pages/show.html.erb:4',
      'rb-reflected-xss app/views/admin/pages/show.html.erb:5',
      'rb-reflected-xss app/views/shared/_part.html.erb:1',
    ]);
  });

  const controller =
    "class PagesController < Base\n  def show\n    @name = params[:name]\n    render '%s'\n  end\nend\n";

  it('finds what Haml puts out as it is, and where', async () => {
    const view = [
      '%h1.title{ class: "a)b", data: { name: @name } }= @name',
      '-# the next line is a comment',
      '  != @name',
      '%p hello #{@name}, #{raw @name}',
      '- if @name.present? # a comment',
      '  .box<>!= @name',
      '  - @list.each do |item|',
      '    = link_to item,',
      '      @name.html_safe',
      '- else',
      '  != h(@name)',
      '!= params[:other]',
      ':javascript',
      '  var name = "#{@name}", json = #{@name.to_json};',
      '  var again = "#{params[:again]}";',
      ':ruby',
      '  text = raw(@name)',
    ].join('\n');
    const files = {
      'app/controllers/pages_controller.rb': controller.replace('%s', 'pages/show'),
      'app/views/pages/show.html.haml': view,
    };
    const lines = [4, 6, 9, 12, 14, 15, 17];
    expect(await found(files)).toEqual(
      lines.map((line) => `rb-reflected-xss app/views/pages/show.html.haml:${line}`),
    );
  });

  it('finds what Slim puts out as it is, and where', async () => {
    const view = [
      'h1.title id="a" = @name',
      '/ a comment',
      '  == @name',
      'p class="a" == @name',
      "== render 'part'",
      '| hello #{@name} and #{{@name}}',
      '  more #{raw @name}',
      '- if @name.blank?',
      '  a href="/" nothing',
      '- else',
      '  == h(@name)',
      'javascript:',
      '  var a = "#{@name}";',
    ].join('\n');
    const files = {
      'app/controllers/pages_controller.rb': controller.replace('%s', 'pages/show'),
      'app/views/pages/show.html.slim': view,
      'app/views/pages/_part.html.slim': '== @name\n',
    };
    expect(await found(files)).toEqual([
      'rb-reflected-xss app/views/pages/_part.html.slim:1',
      ...[4, 6, 7].map((line) => `rb-reflected-xss app/views/pages/show.html.slim:${line}`),
    ]);
  });
});

describe('hostile files of Ruby', () => {
  it('names a file that is nested too deeply, and analyses the others', async () => {
    const deep = `x = params[:a] + ${'['.repeat(3000)}${']'.repeat(3000)}\n`;
    const blocks = `${'a { '.repeat(400)}params[:q]${' }'.repeat(400)}\n`;
    const view = `${'<% if params[:a] %>'.repeat(400)}${'<% end %>'.repeat(400)}\n`;
    const { results, notes } = await scanTexts({
      'deep.rb': deep,
      'blocks.rb': blocks,
      'view.html.erb': view,
      'bad.rb': 'system(params[:a])\n',
    });
    expect(results).toHaveLength(1);
    for (const file of ['deep.rb', 'blocks.rb', 'view.html.erb']) expect(notes.join()).toContain(file);
  });

  it('ends on methods, classes and views that lead to each other, and on branches without end', async () => {
    const calls =
      'def a(x) = b(x) + b(x)\ndef b(x) = a(x) + a(x) { |y| a(y) { |z| b(z) } }\nclass A < B\n  include A\n  def c(x) = super\nend\nclass B < A\nend\na(params[:q])\nA.new(params[:q]).c(params[:q])\n';
    const branches = `def f(x)\n${Array.from({ length: 400 }, (_, at) => `x = g(x) + f(x) if x == ${at}\n`).join('')}end\nf(params[:q])\n`;
    const loops = `x = params[:q]\n${'[1].each { |a| x += a.to_s\n'.repeat(60)}${'}\n'.repeat(60)}`;
    const files = {
      'a.rb': calls,
      'b.rb': branches,
      'c.rb': loops,
      'views/a/_a.html.erb': "<%= render 'b' %><%= params[:q] %>\n",
      'views/a/_b.html.erb': "<%= render 'a' %><%= render 'a' %>\n",
    };
    expect((await scanTexts(files)).results).toEqual([]);
  });

  it.each([
    ['a tag without an end', '<%= params[:a]'],
    ['nothing but tags', '<%'.repeat(20_000)],
    ['nothing but ends', '%>'.repeat(20_000)],
    ['a heredoc without an end', 'x = <<~A\n#{params[:a]}\n'.repeat(500)],
    ['words of classes', `class ${'A::'.repeat(20_000)}\nparams\n`],
    ['words of bases', `include ${'A, '.repeat(20_000)}\nparams\n`],
    ['blanks before a method', `${' '.repeat(40_000)}def a\nparams\n`],
  ])('takes broken code as far as it can be read: %s', async (_name, text) => {
    const files = {
      'a.rb': text,
      'a.html.erb': text,
      'bad.rb': 'def f\n  system(params[:a])\nend\nclass {\n',
    };
    expect(await found(files)).toEqual(['rb-command-injection bad.rb:2']);
  });
});
